"""Reading the rosters of teams as offices send them. Pure: no database. `reading.read_roster` is the door."""

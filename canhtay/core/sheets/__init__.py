"""Reading the spreadsheets offices send, with no word of what they are about: open safely, find the header,
guess the columns, read a cell. `opening` is the door; `troubles` are its refusals."""

"""PostgreSQL is asked not to compile what it answers.

It compiles (JIT) what its planner takes for dear, and of a city's lists it thinks so: a second of compiling for a tenth of one of
answering. The wish is kept by the server with our own role in this one database, which every role may say of itself and which holds
however a connection came about: pgbouncer refuses options at connecting, and what one session sets is another's a moment later.
"""

from django.db import connection

# A lock for as long as it takes: of two that begin at once PostgreSQL would refuse the second.
ASKED_FOR_OURSELVES = """
    DO $$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('canhtay: jit'));
        EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET jit = off', current_database());
    END $$
"""


def compile_nothing() -> None:
    """Holds for connections made from then on. Said at every start, for a copy that is restored elsewhere comes without it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        if cursor.fetchone() == ("on",):
            cursor.execute(ASKED_FOR_OURSELVES)

"""`canhtay serve`: one command that makes the installation ready and keeps its processes alive.

The supervisor starts two children: the web server and a worker, which runs the jobs and queues the periodic ones.
"""

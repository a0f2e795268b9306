from testkit.office import plain_static  # noqa: F401 - these tests open pages

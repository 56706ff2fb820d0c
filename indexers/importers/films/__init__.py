"""Lists of films and series, which are recognised to be left out on purpose."""

"""What `alcove bench trust` measures: a row for each attack and cut, its value how many succeeded or lost something."""

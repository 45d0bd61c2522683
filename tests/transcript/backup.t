# A copy of the whole, while it is in use.  An older copy is not overwritten.
$ cavt init r.db
the database is ready, at step <*> of its schema
$ cavt backup r.db copy.db
the copy is in copy.db
$ cavt check copy.db | grep -c '^ok'
<*>
$ cavt backup r.db copy.db
cavt: copy.db is there already; name a new file
? 6
$ cavt backup r.db nowhere/copy.db
cavt: unable to open database: nowhere/copy.db.part <*>
? 1
$ ls
copy.db
demo
r.db

# A newcomer's first words, and slips of the hand.
$ cavt --version
cavt <*>
$ cavt
usage: cavt COMMAND <*>
...
  --version                 print the version
$ cavt inti r.db
cavt: there is no command "inti r.db"; did you mean: cavt init
? 2
$ cavt init
cavt: DB is missing; it is written: cavt init DB
? 2
$ cavt init r.db --sed 7
cavt: there is no option --sed here; see: cavt help init
? 2
$ cavt init r.db r.db
cavt: "r.db" is too much; it is written: cavt init DB
? 2
$ cavt help init
cavt init DB
  make the tables, or bring an older database up to this version
$ cavt help nothing
cavt: there is no command "nothing"; all of them are listed by: cavt help
? 3
$ cavt --lang de help
cavt: --lang takes ru|en, not "de"
? 2
$ cavt help > /dev/full
cavt: the answer could not be written: No space left on device
? 1

# needs: itc2019
# A published solution is held against its problem; a problem is solved; bad input is one sentence with its line.
$ cavt solve check itc2019/lums-sum17.xml itc2019/solutions/lums-sum17.xml --classes 1
violations 0, classes without a time 0
time 0  room 17  distribution 0  student 0
class <*> costs <*>: time 0, room <*>, distribution 0, student 0
total 17
$ cavt solve itc2019 itc2019/lums-sum17.xml --out s.xml --moves 200000 --threads 1 --seed 3 2>/dev/null | head -1
total <*> (time <*>, room <*>, distribution <*>, student 0), without a time 0, violations 0
$ cavt solve itc2019 itc2019/lums-sum17.xml --out t.xml --moves 200000 --threads 1 --seed 3 --start s.xml 2>/dev/null | head -1
total <*> (time <*>, room <*>, distribution <*>, student 0), without a time 0, violations 0
$ printf '<problem name="p" nrDays="7" slotsPerDay="288" nrWeeks="2">\n<rooms>\n<room id="a" capacity="5"/>\n<room id="a" capacity="5"/>' > bad.xml
$ cavt solve itc2019 bad.xml --out s.xml
cavt: bad.xml: line 4: room a is there twice; ids must differ
? 4
$ cavt solve itc2019 none.xml --out s.xml
cavt: none.xml can't be opened: No such file or directory
? 3

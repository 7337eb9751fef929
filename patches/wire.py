R='src/unodc_parse/arabic/'
def sub(p,*pairs):
    s=open(R+p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(R+p,'w').write(s)
sub('language_model.py',('from unodc_parse.arabic.shapes import ShapeModel, ShapeTable\n','from unodc_parse.arabic.shapes import ShapeModel, ShapeTable\nfrom unodc_parse.arabic.word_model import WordModel, WordTable\n'),
('UNODC-LM 1','UNODC-LM 2'),('    shapes: ShapeTable\n','    shapes: ShapeTable\n    words: WordTable\n'),('    shapes: ShapeModel\n','    shapes: ShapeModel\n    words: WordModel\n'),
('ShapeModel(packed.shapes))','ShapeModel(packed.shapes), WordModel(packed.words))'),('shapes: ShapeTable) -> bytes','shapes: ShapeTable, words: WordTable) -> bytes'),('model.unknown, shapes)','model.unknown, shapes, words)'))
sub('learn.py',('pack(characters, mix_shapes(packed.shapes, own, _TIMES))','pack(characters, mix_shapes(packed.shapes, own, _TIMES), mix_words(packed.words, lines))'),
('return pack(smooth(count(folded, order)), shapes)','return pack(smooth(count(folded, order)), shapes, count_words(folded))'),
('from unodc_parse.arabic.shapes import count_shapes, count_shapes_as, words\n','from unodc_parse.arabic.shapes import count_shapes, count_shapes_as, words\nfrom unodc_parse.arabic.word_mixture import mix_words\nfrom unodc_parse.arabic.word_model import count_words\n'))
s=open(R+'candidates.py').read()
s=s.replace('from unodc_parse.arabic.rank import readings\n','from unodc_parse.arabic.rank import read_line\n')
s=s.replace('''    for text, score in readings(labelled[label.length :], model):
        whole = " ".join((labelled[: label.length] + text).split())
        found[whole] = max(score, found.get(whole, -math.inf))
''','''    for reading in read_line(labelled[label.length :], model).readings:
        whole = " ".join((labelled[: label.length] + reading.text).split())
        found[whole] = max(reading.score, found.get(whole, -math.inf))
''')
open(R+'candidates.py','w').write(s)

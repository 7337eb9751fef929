import sys
p="src/unodc_parse/arabic/word_model.py"
s=open(p).read()
for a,b in (('_SHIFT','SHIFT'),('_LEVELS','LEVELS'),('_SHARES','SHARES'),('_keys(','read_keys('),('_stored(','write_keys('),('_level(','level('),('_share(','share(')):
    s=s.replace(a,b)
if 'def key_of' not in s:
    s=s.replace('def read_keys(','''def key_of(numbers: Iterable[int]) -> int:
    """Return the key of an n-gram of words given by their numbers."""
    key = 0
    for number in numbers:
        key = key << SHIFT | number
    return key


def read_keys(''')
s=s.replace('def read_keys(stored: bytes) -> array[int]:\n','def read_keys(stored: bytes) -> array[int]:\n    """Return stored keys."""\n').replace('def write_keys(weights: Mapping[int, float]) -> bytes:\n','def write_keys(weights: Mapping[int, float]) -> bytes:\n    """Store the keys of `weights` in their order."""\n').replace('def share(value: float) -> int:\n','def share(value: float) -> int:\n    """Return the byte for what a context leaves."""\n').replace('def level(share: float) -> int:\n','def level(weight: float) -> int:\n').replace('return 0 if share <= 0 else max(1, min(255, 255 - round(-math.log(share) / _STEP)))','return 0 if weight <= 0 else max(1, min(255, 255 - round(-math.log(weight) / _STEP)))')
open(p,'w').write(s)

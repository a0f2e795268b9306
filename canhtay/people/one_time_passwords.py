"""A password to be read out across a desk, typed once and changed: three plain words and four digits, xoai-ghe-trau-4821.

The words are typed without marks, and so that no Vietnamese keyboard (Telex, VNI) turns them into something else: no letter
that would set a mark, and a hyphen before the digits. About 34 bits; ten tries an hour leave nothing to guess.
"""

import secrets

LINES = """
ban banh bat ben bien binh bo bong bua bun cam canh cau chanh chao chen chim chieu chin cho choi chong chua chuoi
chuong chuot coi com con cong cua cung dan den dinh dong dua duong ga gao gio giong gom gua hat hen hoa hop ke kem keo
khe khoai kim la lac lam lan leo lo long lua mai may men mit moc mong mua muoi na nam nem nen nga ngo ngoi ngon nhan
nho noi non nuoc oi ong phao phong pho qua quan que quyt tai tam tao ten tham thang the thom thu thung thuyen tim tinh
to tom tong trai tram tranh trau tre tren trong tu vai van ve vit voi vui vuon xanh xe xoai xoi xom xuan xuong yen
"""
WORDS = LINES.split()


def one_time_password() -> str:
    words = [secrets.choice(WORDS) for _ in range(3)]
    return "-".join([*words, f"{secrets.randbelow(10_000):04}"])

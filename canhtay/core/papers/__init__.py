"""Official papers to Nghị định 30/2020/NĐ-CP: a `Paper` in, a DOCX (`docx.write`) or a PDF (`pdf.write`) out.

What such a paper says is law and stays Vietnamese, whatever language its drafter reads the program in: no gettext here.
"""

"""What no report may let through: texts that steer whatever shows them, each with what it would do."""

from __future__ import annotations

HOSTILE: dict[str, str] = {
    "script": "<script>alert('tarn')</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)' x='",
    "template": "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7}",
    "comment": "--> <!-- ]]> <![CDATA[ x",
    "entity": "&lt;b&gt; &#x3c;script&#x3e; &amp;",
    "markdown link": "[click](javascript:alert(1)) ![x](https://evil.example/pixel.png)",
    "markdown reference": "[x]: https://evil.example 'y' <https://evil.example>",
    "markdown block": "# heading\n\n- item\n> quote\n```\ncode\n---\n| a | b |",
    "markdown table": "a | b \\| c `d` *e* _f_ ~~g~~",
    "mention": "@everyone closes #1 GH-1 tarn/tarn#2",
    "html in markdown": "<details open><summary>x</summary><a href='//evil.example'>y</a></details>",
    "control": "a\x00b\x07c\x08d\x7fe\x85f\u2028g",
    "ansi": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b2J",
    "right to left": "safe \u202etxt.exe\u202c \u2066isolated\u2069 \u200fmark",
    "formula": '=HYPERLINK("https://evil.example","click")',
    "formula with sign": "+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula behind tab": "\t=1+1",
    "formula behind a quote": '"=1+1"',
    "formula behind a semicolon": "x;=cmd|' /C calc'!A0;",
    "bare domain": "see evil.com, mail ann@evil.com, and write in C #",
    "workflow command": "::error file=app.js,line=1::pwned",
    "workflow command in the text": "We say ::set-output name=x::y and ##[add-mask]z",
    "workflow command on a new line": "first\n::warning::second\r::stop-commands::t",
    "surrogate": "lone \ud800 surrogate \ufffe \uffff",
    "long": "word " * 5_000,
    "long word": "x" * 25_000,
    "empty": " ",
}
"""By name; each can stand in a passage, a heading, a statement, a title or the name of a file."""

URLS: dict[str, str] = {
    "script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "upper case": "JaVaScRiPt:alert(1)",
    "quote": 'https://tarn.example/"><script>alert(1)</script>',
    "control": "https://tarn.example/\r\nSet-Cookie: a=b",
    "file": "file:///etc/passwd",
    "credentials": "https://tarn.example@evil.example/",
    "workflow command": "https://tarn.example/##[error]x",
    "fragment": "https://tarn.example/a#:~:text=b",
    "not one": "http://[::1",
}
"""Addresses as a claim file or an archive may bring them."""

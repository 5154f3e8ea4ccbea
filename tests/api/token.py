"""A token that reads and changes, made as a person makes it in the browser.

    python3 token.py URL HANDLE PASSWORD

Prints it.
"""

import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request


def main(url, handle, password):
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)

    def send(path, **form):
        data = urllib.parse.urlencode(form).encode()
        with browser.open(urllib.request.Request(url + path, data, {"Sec-Fetch-Site": "same-origin"})) as answer:
            return answer.read().decode()

    send("/login", handle=handle, password=password, next="/me")
    print(re.search(r"osmm_[\w-]+", send("/me/tokens", name="trial", scope="write", days=1)).group())


main(*sys.argv[1:])

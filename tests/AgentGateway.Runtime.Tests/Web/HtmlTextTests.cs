using AgentGateway.Runtime.Web;

namespace AgentGateway.Runtime.Tests.Web;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>one<p>two", "one\n\ntwo")]
    [InlineData("<h2>A &amp; B</h2>text", "## A & B\n\ntext")]
    [InlineData("<ul><li>a<li>b</ul>", "- a\n- b")]
    [InlineData("see <a href='https://x.org/?a=1&amp;b'>this</a>.", "see this (https://x.org/?a=1&b).")]
    [InlineData("<a href=\"javascript:alert(1)\">no</a>", "no")]
    [InlineData("a<script>var x = '<p>';</script>b", "ab")]
    [InlineData("a<style>p { }</style><!-- <p>x --> b", "a b")]
    [InlineData("<head><meta charset=utf-8><title>T</title></head><body>x", "# T\n\nx")]
    [InlineData("  a \n  b  ", "a b")]
    [InlineData("<pre>a\n  b</pre>c", "a\n  b\n\nc")]
    [InlineData("a<br>b", "a\nb")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr></table>", "1 | 2")]
    [InlineData("1 < 2 and <3", "1 < 2 and <3")]
    [InlineData("<img alt='a cat' src=x>", "[a cat]")]
    [InlineData("<p title='a > b'>x", "x")]
    [InlineData("unclosed <p", "unclosed <p")]
    [InlineData("", "")]
    public void A_page_is_read_as_a_person_reads_it(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Fact]
    public void Broken_pages_end()
    {
        string[] pieces =
        [
            "<", ">", "a", "\"", "'", "=", " ", "<a href=", "</", "<script>", "<!--", "&#x1F600;", "<pre>", "<p ",
            "</a>", "<td>", "<head>", "<title>",
        ];
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
            Assert.NotNull(
                HtmlText.Of(
                    string.Concat(
                        Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]))));
        foreach (var piece in pieces) Assert.NotNull(HtmlText.Of(string.Concat(Enumerable.Repeat(piece, 100_000))));
    }
}

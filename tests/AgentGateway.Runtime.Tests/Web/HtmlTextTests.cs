using AgentGateway.Runtime.Web;

namespace AgentGateway.Runtime.Tests.Web;

public sealed class HtmlTextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    public void A_page_is_read_as_a_person_reads_it(string html, string text) =>
        Assert.Equal(text, HtmlText.Of(html, Stop));

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
                        Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)])), Stop));
        foreach (var piece in pieces)
            Assert.NotNull(HtmlText.Of(string.Concat(Enumerable.Repeat(piece, 100_000)), Stop));
    }

    /// <summary>
    /// Each page makes a careless reader look through the rest of the page again at every piece: minutes for one of
    /// them. The time allowed is some hundred times what a busy machine needs.
    /// </summary>
    [Theory]
    [InlineData("<3", ">")]
    [InlineData("< ", ">")]
    [InlineData("</ ", ">")]
    [InlineData("<<", ">")]
    [InlineData("<a '>", "")]
    [InlineData("<a '><b \">", "")]
    [InlineData("<a href=\"", ">")]
    [InlineData("<a href=x>y</a", ">")]
    [InlineData("<a href href=", ">")]
    [InlineData("<!-- ", ">")]
    [InlineData("<script>", ">")]
    [InlineData("<head><title", ">")]
    [InlineData("<h6>", "")]
    [InlineData("&", ";")]
    public void The_time_grows_with_the_length_of_the_page_alone(string piece, string last)
    {
        using var allowed = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        allowed.CancelAfter(TimeSpan.FromSeconds(30));
        var page = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length)) + last;
        Assert.InRange(HtmlText.Of(page, allowed.Token).Length, 0, 3 * page.Length);
    }

    [Fact]
    public void Reading_ends_when_its_call_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => HtmlText.Of("<p>one", new(canceled: true)));
}

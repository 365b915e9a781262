using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class LineSplitterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("one\r\ntwo\n", "one|two")]
    [InlineData("\x1b[1;31mred\x1b[0m plain\r\n", "red plain")]
    [InlineData("\x1b]0;a title\x07text\n\x1b]52;c;c2VjcmV0\x1b\\after\n", "text|after")]
    [InlineData("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\ end\n", "link end")]
    [InlineData("\x1bPq#0;2;0;0;0~~\x1b\\after\n", "after")]
    [InlineData("10%\r20%\r100%\n", "10%|20%|100%")]
    [InlineData("\x1b[2J\x1b[1;1Hfirst\x1b[5;1Hsecond\x1b[K\n", "first|second")]
    [InlineData("col\x1b[10Cumn\n", "col          umn")]
    [InlineData("ab\bc\n", "ac")]
    [InlineData("\x1b(0lqk\x1b(B\n", "lqk")]
    [InlineData("tab\there\n", "tab\there")]
    [InlineData("\n\n  \n", "")]
    [InlineData("gr\u00fc\u00dfe \ud83d\ude00\n", "gr\u00fc\u00dfe \ud83d\ude00")]
    [InlineData("prompt> ", "prompt>")]
    [InlineData("$ \x1b[7mls -l\x1b[27m\r\x1b[C\x1b[Cls -l\r\ntotal 0\n", "$ ls -l|total 0")]
    [InlineData("$ \x1b[7mls -l\x1b[27m\x1b[5Dl\x1b[27ms -l\r\r\n", "$ ls -l")]
    [InlineData("$ echo wrapped\x1b[A\r\x1b[C\x1b[Cecho wrapped\r\n", "$ echo wrapped")]
    [InlineData("loading 10%\rloading 20%\r\x1b[Kdone\n", "loading 10%|loading 20%|done")]
    [InlineData("same\rsame\rsame too\n", "same too")]
    [InlineData("long line\r\x1b[Kshort\r\x1b[2K\n", "long line|short")]
    [InlineData("long line\r\x1b[4C\x1b[Ker\n", "long line|longer")]
    [InlineData("ab\x1b[A\rxy\n", "ab|xy")]
    [InlineData("key  value\x1b[1Gkey\x1b[6Gother\n", "key  value|key  other")]
    public void Output_becomes_plain_lines(
        string output, string expected) =>
            Assert.Equal(expected, string.Join('|', Split(output).Select(line => line.Text)));

    [Fact]
    public void It_does_not_matter_in_which_pieces_bytes_come()
    {
        const string Output =
            "\x1b[1mgr\u00fc\u00dfe\x1b[0m \ud83d\ude00 \r\n\x1b]0;t\x07x\r\r\ny\x1b[3;4Hz\u2500\n\xff";
        var bytes = Encoding.UTF8.GetBytes(Output);
        var whole = Split(Output);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var splitter = new LineSplitter(new SecretRedactor([]));
            var lines = new List<OutputLine>();
            splitter.Feed(bytes.AsSpan(0, cut), 0, Now, lines);
            splitter.Feed(bytes.AsSpan(cut), cut, Now, lines);
            splitter.Flush(lines);
            Assert.Equal(whole, lines);
        }
    }

    [Fact]
    public void A_line_knows_where_it_began()
    {
        var lines = Split("first\r\n\x1b[32msecond\r\n\u00e4third\n");
        Assert.Equal([0, 12, 20], lines.Select(line => line.Offset));
    }

    [Fact]
    public void A_line_that_is_drawn_again_stands_once_where_reading_began_behind_the_prompt() =>
        Assert.Equal(
            ["ls -l", "total 0"],
            Split("\x1b[7mls -l\x1b[27m\r\x1b[C\x1b[Cls -l\r\ntotal 0\n", offset: 7).Select(line => line.Text));

    [Fact]
    public void A_long_line_that_is_drawn_again_is_a_line_of_its_own() =>
        Assert.Equal(4, Split(new string('x', 5000) + "\r" + new string('x', 5000)).Count);

    [Fact]
    public void A_line_without_end_is_given_out_in_pieces()
    {
        var lines = Split(new string('x', 10_000));
        Assert.Equal([4096, 4096, 1808], lines.Select(line => line.Text.Length));
        Assert.Equal([0, 4096, 8192], lines.Select(line => line.Offset));
    }

    [Fact]
    public void Random_bytes_never_break_it()
    {
        var random = new Random(11);
        var splitter = new LineSplitter(new SecretRedactor(["value"]));
        var lines = new List<OutputLine>();
        var bytes = new byte[4096];
        byte[] spice =
        [
            0x1B, (byte)'[', (byte)']', (byte)'P', 0x07, (byte)'\\', (byte)'\n', (byte)'\r', 0xE2, 0x94, (byte)'H',
            (byte)';', (byte)'9',
        ];
        for (long offset = 0; offset < 4_000_000; offset += bytes.Length)
        {
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at++)
                if (random.Next(2) == 0) bytes[at] = spice[random.Next(spice.Length)];
            lines.Clear();
            splitter.Feed(bytes, offset, Now, lines);
            Assert.All(lines, line => Assert.InRange(line.Text.Length, 1, LineSplitter.LineCharactersMax));
            Assert.DoesNotContain(
                lines, line => line.Text.Any(character => char.IsControl(character) && character != '\t'));
        }
    }

    [Fact]
    public void A_secret_is_hidden_wherever_lines_and_pieces_break_it()
    {
        const string Secret = "canary-Zq81xYw7-secret";
        for (var line = 5; line < Secret.Length - 4; line++)
        {
            var bytes = Encoding.UTF8.GetBytes($"one {Secret[..line]}\r\n{Secret[line..]} two\r\nthree\r\n");
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                var splitter = new LineSplitter(new SecretRedactor([Secret]));
                var lines = new List<OutputLine>();
                splitter.Feed(bytes.AsSpan(0, cut), 0, Now, lines);
                splitter.Feed(bytes.AsSpan(cut), cut, Now, lines);
                splitter.Flush(lines);
                Assert.Equal(["one [redacted]", "[redacted] two", "three"], lines.Select(each => each.Text));
                Assert.Equal([0, 6 + line, 6 + line + (Secret.Length - line) + 6], lines.Select(each => each.Offset));
            }
        }
    }

    [Theory]
    [InlineData("error: no such file", LineSeverity.Error)]
    [InlineData("ValueError: bad", LineSeverity.Error)]
    [InlineData("Build FAILED.", LineSeverity.Error)]
    [InlineData("    0 Error(s)", LineSeverity.Info)]
    [InlineData("no errors, 2 warnings", LineSeverity.Warning)]
    [InlineData("[WARN] disk is nearly full", LineSeverity.Warning)]
    [InlineData("debug: entering", LineSeverity.Debug)]
    [InlineData("mirrors of terror", LineSeverity.Info)]
    [InlineData("all is well", LineSeverity.Info)]
    public void A_lines_severity_is_that_of_its_words(
        string text, LineSeverity severity) => Assert.Equal(severity, SeverityGuess.Of(text));

    private static List<OutputLine> Split(string output, long offset = 0)
    {
        var splitter = new LineSplitter(new SecretRedactor([]));
        var lines = new List<OutputLine>();
        splitter.Feed(Encoding.UTF8.GetBytes(output), offset, Now, lines);
        splitter.Flush(lines);
        return lines;
    }
}

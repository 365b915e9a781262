using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class PlainOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stretch_of_output_is_told_without_what_steers_the_terminal()
    {
        using var ring = Ring("$ \x1b[31mred\x1b[0m\r\nżółw\x1b]0;title\a\r\nnot this", 1024);
        var bytes = Encoding.UTF8.GetByteCount("$ \x1b[31mred\x1b[0m\r\nżółw\x1b]0;title\a\r\n");
        Assert.Equal(new("red\nżółw\n", 2, bytes, false), PlainOutput.Read(ring, 2, bytes, 100));
    }

    [Fact]
    public void Of_long_output_the_beginning_and_the_end_are_told()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number:000000}\n"));
        using var ring = Ring(text, 1 << 20);
        var plain = PlainOutput.Read(ring, 0, ring.End, 1_400);
        Assert.Equal($"{text[..700]}\n[… {text.Length - 1_400} characters left out …]\n{text[^700..]}", plain.Text);
        Assert.True(plain.IsTruncated);
    }

    [Fact]
    public void What_the_ring_has_lost_is_missed()
    {
        using var ring = Ring(new string('x', 5_000), 1024);
        var plain = PlainOutput.Read(ring, 0, ring.End, 10_000);
        Assert.Equal((ring.Start, 5_000L, true), (plain.From, plain.To, plain.IsTruncated));
        Assert.Equal(plain.To - plain.From, plain.Text.Length);
    }

    private OutputRing Ring(string text, long capacity)
    {
        var ring = OutputRing.Open(_folder["ring"], capacity);
        ring.Append(Encoding.UTF8.GetBytes(text));
        return ring;
    }
}

using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class RedactedOutputTests : IDisposable
{
    private const string Value = "canary-Zq81xYw7-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("agw-ring").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_range_of_the_output_is_without_the_value_and_as_long_as_before()
    {
        var output = Encoding.UTF8.GetBytes($"begin {Value}\r\n\e[1m{Value[..9]}\e[0m\r\n{Value[9..]} end\r\n");
        using var ring = Open(4096);
        ring.Append(output);
        var redacted = Redacted(ring);
        var whole = new byte[output.Length];
        Assert.Equal(output.Length, redacted.Read(0, whole).Count);
        var stars = new string('*', Value.Length);
        Assert.Equal(
            $"begin {stars}\r\n\e[1m{stars[..9]}\e[0m\r\n{stars[9..]} end\r\n", Encoding.UTF8.GetString(whole));
        for (var from = 0; from < output.Length; from++)
        {
            for (var count = 1; from + count <= output.Length; count++)
            {
                var piece = new byte[count];
                Assert.Equal(new RingRead(from, count, 0), redacted.Read(from, piece));
                Assert.Equal(whole[from..(from + count)], piece);
            }
        }
    }

    [Fact]
    public void A_value_that_is_still_being_printed_is_not_shown()
    {
        using var ring = Open(4096);
        ring.Append(Encoding.UTF8.GetBytes("> " + Value[..12]));
        var buffer = new byte[64];
        var read = Redacted(ring).Read(0, buffer);
        Assert.Equal("> " + new string('*', 12), Encoding.UTF8.GetString(buffer, 0, read.Count));
        ring.Append(Encoding.UTF8.GetBytes(Value[12..]));
        read = Redacted(ring).Read(read.NextOffset, buffer);
        Assert.Equal(new string('*', Value.Length - 12), Encoding.UTF8.GetString(buffer, 0, read.Count));
    }

    [Fact]
    public void What_the_ring_has_overwritten_is_dropped_as_in_the_ring_itself()
    {
        using var ring = Open(256);
        for (var line = 0; line < 100; line++) ring.Append(Encoding.UTF8.GetBytes($"{line} {Value}\r\n"));
        var (buffer, redacted) = (new byte[64], Redacted(ring));
        foreach (var offset in (long[])[0, ring.Start - 1, ring.Start, ring.Start + 30, ring.End - 1, ring.End])
            Assert.Equal(ring.Read(offset, buffer), redacted.Read(offset, buffer));
    }

    private static RedactedOutput Redacted(OutputRing ring)
    {
        var matcher = new SecretMatcher([Value]);
        return new(ring, () => matcher);
    }

    private OutputRing Open(long bytes) => OutputRing.Open(Path.Combine(_folder, "ring"), bytes);
}

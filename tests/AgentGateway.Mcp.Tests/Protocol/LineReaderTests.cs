using System.Text;
using AgentGateway.Mcp.Stdio;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("one\ntwo\nthree", "one|two|three")]
    [InlineData("one\n\ntwo\n", "one||two")]
    [InlineData("", "")]
    public async Task Lines_are_read_up_to_the_end(
        string input, string lines) => Assert.Equal(lines, string.Join('|', await ReadAllAsync(input, 100)));

    [Fact]
    public async Task A_line_that_is_too_long_is_skipped_and_the_next_is_read()
    {
        var huge = $"beginning{new string('x', 1_000_000)}";
        Assert.Equal(["a", "beginning!", "b"], await ReadAllAsync($"a\n{huge}\nb\n", 5000));
        Assert.Equal(["beginning!"], await ReadAllAsync(huge, 5000));
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_whole()
    {
        var lines = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), i * 997)).ToArray();
        Assert.Equal(lines, await ReadAllAsync(string.Join('\n', lines) + "\n", 100_000));
    }

    [Fact]
    public async Task The_longest_line_is_still_read()
    {
        Assert.Equal([new string('x', 5000)], await ReadAllAsync(new string('x', 5000) + "\n", 5000));
        Assert.Equal([new string('x', 9) + "!"], await ReadAllAsync(new string('x', 5001) + "\n", 5000));
    }

    /// <summary>Lines as text; of one that is too long the first characters and an exclamation mark.</summary>
    private static async Task<List<string>> ReadAllAsync(string input, int bytesMax)
    {
        using var stream = new Trickle(Encoding.UTF8.GetBytes(input));
        var reader = new LineReader(stream, bytesMax);
        List<string> lines = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var text = Encoding.UTF8.GetString(line.Bytes.Span);
            lines.Add(line.IsTooLong ? text[..9] + "!" : text);
        }
        return lines;
    }

    /// <summary>Gives what it has in pieces of changing size, as a socket may.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        private int _size = 1;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _size = (_size * 7 % 4093) + 1;
            return base.ReadAsync(buffer[..Math.Min(_size, buffer.Length)], cancellationToken);
        }
    }
}

using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

/// <summary>What is recorded in place of the echo of a line that the daemon types.</summary>
public sealed class EchoFilterTests
{
    private const string Marker = "\x1b]7391;b;cmd_1;\a";

    private readonly EchoFilter _filter = new();

    [Theory]
    [InlineData("$ ", "")]
    [InlineData("\b\x1b[K", "from elsewhere\r\n")]
    public void The_command_stands_in_place_of_its_echo_however_that_is_cut(string before, string between)
    {
        var printed = $"{before}{between} printf 'b cmd_1';eval 'make'; \r\n>$?\r\n{Marker}built\r\n";
        for (var size = 1; size <= printed.Length; size++)
        {
            Hide();
            Assert.Equal($"{before}{between}make\r\n{Marker}built\r\n", Record(printed, size));
        }
    }

    [Fact]
    public void An_echo_whose_beginning_is_not_found_is_hidden_up_to_the_marker()
    {
        Hide();
        Assert.Equal($"make\r\n{Marker}built", Record($"print\x1b[2Kf 'b$?\r\n{Marker}built", 3));
    }

    [Fact]
    public void Modes_that_a_shell_switches_with_its_echo_are_recorded()
    {
        Hide();
        Assert.Equal(
            $"make\r\n\x1b[?2004l\x1b[?1;1000h{Marker}",
            Record($" printf 'b\x1b[?2004l\x1b[31m\x1b[?25p\x1b[?1;1000h$?\x1b[?{Marker}", 5));
    }

    [Fact]
    public void Without_a_line_everything_is_recorded_as_it_is() =>
        Assert.Equal($"a{Marker}b", Record($"a{Marker}b", 2));

    [Fact]
    public void What_follows_the_echo_of_a_line_that_is_not_taken_is_recorded()
    {
        Hide();
        Assert.Equal("", Record("$  printf 'b cmd_1';$?\r\nno such command\r\n$ ", 4));
        Assert.Equal(43, _filter.WithheldBytes);
        _filter.Release();
        Assert.Equal("$ make\r\n\r\nno such command\r\n$ more", Record("more", 4));
        Assert.Equal("again", Record("again", 4));
    }

    [Fact]
    public void At_the_end_nothing_is_kept_back()
    {
        Hide();
        Assert.Equal("", Record("no echo at all", 4));
        Assert.Equal("no echo at all", Encoding.ASCII.GetString(_filter.End().Span));
    }

    [Fact]
    public void A_program_that_prints_much_instead_of_the_echo_is_recorded()
    {
        Hide();
        var flood = new string('x', 300_000);
        Assert.Equal(flood, Record(flood, 50_000) + Encoding.ASCII.GetString(_filter.End().Span));
    }

    private void Hide() => _filter.Hide(new(
        " printf 'b"u8.ToArray(), "$?"u8.ToArray(), Encoding.ASCII.GetBytes(Marker[..^1]), "make\r\n"u8.ToArray()));

    private string Record(string printed, int size)
    {
        var recorded = new StringBuilder();
        foreach (var piece in Encoding.ASCII.GetBytes(printed).Chunk(size))
            recorded.Append(Encoding.ASCII.GetString(_filter.Pass(piece).Span));
        return recorded.ToString();
    }
}

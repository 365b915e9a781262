using System.Text;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Terminal.Tests.Tmux;

public sealed class ControlReaderTests
{
    [Fact]
    public void Only_its_own_guard_closes_a_block()
    {
        var messages = Read(
            "%begin 10 5 1\nfirst\n%end 10 6 1\n%output %1 x\n%begin 10 5 1\n%end 10 5 1\n%sessions-changed\n");
        var answer = Assert.IsType<ControlMessage.Answer>(messages[0]);
        Assert.True(answer is { Ok: true, IsOurs: true });
        Assert.Equal(
            ["first", "%end 10 6 1", "%output %1 x", "%begin 10 5 1"], answer.Lines.Select(Encoding.UTF8.GetString));
        Assert.Equal(new ControlMessage.Notice("sessions-changed", ""), messages[1]);
    }

    [Fact]
    public void An_error_is_an_answer_too()
    {
        var answer = Assert.IsType<ControlMessage.Answer>(
            Assert.Single(Read("%begin 1 2 0\nno such pane\n%error 1 2 0\n")));
        Assert.True(answer is { Ok: false, IsOurs: false });
    }

    [Theory]
    [InlineData(@"%output %3 a\015\012\134b", "%3", "a\r\n\\b")]
    [InlineData(@"%output %3 \303\274", "%3", "\u00fc")]
    [InlineData(@"%output %3 \9 \12", "%3", @"\9 \12")]
    [InlineData("%output %3 ", "%3", "")]
    [InlineData("%extended-output %4 120 : a : b", "%4", "a : b")]
    public void Output_is_unescaped(string line, string pane, string text)
    {
        var output = Assert.IsType<ControlMessage.Output>(Assert.Single(Read(line + "\n")));
        Assert.Equal((pane, text), (output.Pane, Encoding.UTF8.GetString(output.Bytes)));
    }

    [Fact]
    public void The_end_and_lines_outside_the_protocol_are_told()
    {
        Assert.Equal(
            [new ControlMessage.OtherLine("no server running"), new ControlMessage.Exit("server exited"),
                new ControlMessage.Exit("")],
            Read("no server running\n%exit server exited\n%exit\n"));
    }

    [Fact]
    public void It_does_not_matter_in_which_pieces_bytes_come()
    {
        var bytes = "%begin 10 5 1\none\ntwo\n%end 10 5 1\n%output %1 \\033[m\n%window-add @3\n"u8.ToArray();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var reader = new ControlReader();
            var messages = new List<ControlMessage>();
            reader.Feed(bytes.AsSpan(0, cut), messages);
            reader.Feed(bytes.AsSpan(cut), messages);
            Assert.Equal(3, messages.Count);
            Assert.Equal(2, Assert.IsType<ControlMessage.Answer>(messages[0]).Lines.Count);
            Assert.Equal("\x1b[m"u8.ToArray(), Assert.IsType<ControlMessage.Output>(messages[1]).Bytes);
        }
    }

    [Fact]
    public void Random_bytes_never_break_it()
    {
        var random = new Random(3);
        string[] words =
        [
            "%begin ", "%end ", "%error ", "%output ", "%extended-output ", "%exit", "1 2 3", "%", " : ", "\\0", "\n",
            "\n", " ", "\\303",
        ];
        var reader = new ControlReader();
        var messages = new List<ControlMessage>();
        for (var round = 0; round < 200_000; round++)
        {
            byte[] piece = random.Next(3) == 0
                ? new byte[random.Next(8)]
                : Encoding.ASCII.GetBytes(words[random.Next(words.Length)]);
            if (piece.Length > 0 && random.Next(3) == 0) random.NextBytes(piece);
            reader.Feed(piece, messages);
            if (messages.Count > 1000) messages.Clear();
        }

        // A block that ends is an answer, no matter what came before.
        messages.Clear();
        reader = new ControlReader();
        reader.Feed("\xff\n%begin 7 8 1\n%end 7 8 1\n"u8, messages);
        Assert.Contains(messages, message => message is ControlMessage.Answer { Ok: true });
    }

    [Fact]
    public void An_endless_line_takes_no_endless_memory()
    {
        var reader = new ControlReader();
        var messages = new List<ControlMessage>();
        for (var piece = 0; piece < 40; piece++) reader.Feed(new byte[100_000], messages);
        reader.Feed("\n"u8, messages);
        Assert.Equal(
            ControlReader.LineBytesMax, Assert.IsType<ControlMessage.OtherLine>(Assert.Single(messages)).Text.Length);
    }

    private static List<ControlMessage> Read(string text)
    {
        var messages = new List<ControlMessage>();
        new ControlReader().Feed(Encoding.UTF8.GetBytes(text), messages);
        return messages;
    }
}

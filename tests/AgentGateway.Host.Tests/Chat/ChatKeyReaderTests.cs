using System.Text;
using AgentGateway.Cli.Chat.Editing;

namespace AgentGateway.Host.Tests.Chat;

public sealed class ChatKeyReaderTests
{
    [Fact]
    public void Characters_that_come_together_are_one_text() =>
        Assert.Equal([new(KeyName.Text, "żółw 🦓"), new(KeyName.Enter)], Read("żółw 🦓\r"));

    [Theory]
    [InlineData("\e[A", nameof(KeyName.Up))]
    [InlineData("\eOB", nameof(KeyName.Down))]
    [InlineData("\e[1;5D", nameof(KeyName.WordLeft))]
    [InlineData("\ef", nameof(KeyName.WordRight))]
    [InlineData("\e[3~", nameof(KeyName.Delete))]
    [InlineData("\x7f", nameof(KeyName.Backspace))]
    [InlineData("\x17", nameof(KeyName.DeleteWordBack))]
    [InlineData("\e\r", nameof(KeyName.NewLine))]
    [InlineData("\n", nameof(KeyName.NewLine))]
    [InlineData("\e[13;2u", nameof(KeyName.NewLine))]
    [InlineData("\x12", nameof(KeyName.Search))]
    [InlineData("\x03", nameof(KeyName.Interrupt))]
    [InlineData("\x04", nameof(KeyName.EndOfInput))]
    [InlineData("\e", nameof(KeyName.Escape))]
    public void Keys_are_those_of_readline(string typed, string name) =>
        Assert.Equal([new(Enum.Parse<KeyName>(name))], Read(typed));

    [Theory]
    [InlineData("\e[15~")]
    [InlineData("\ex")]
    [InlineData("\x1c")]
    public void Keys_without_a_meaning_are_left_out(string typed) => Assert.Empty(Read(typed));

    [Fact]
    public void What_comes_byte_by_byte_is_the_same()
    {
        var reader = new ChatKeyReader();
        var keys = new List<ChatKey>();

        foreach (var one in Encoding.UTF8.GetBytes("é\e[200~a\r\nb\e[201~\r")) keys.AddRange(reader.Read([one]));

        // An escape that comes alone may be the key; what belongs to a sequence is nevertheless no text.
        Assert.Equal(
            [new(KeyName.Text, "é"), new(KeyName.Escape)],
            keys.Take(2));
        Assert.Equal(new ChatKey(KeyName.Enter), keys[^1]);
    }

    [Fact]
    public void A_sequence_that_comes_in_two_pieces_is_one_key()
    {
        var reader = new ChatKeyReader();

        Assert.Empty(reader.Read("\e[1;"u8));
        Assert.Equal([new(KeyName.WordRight)], reader.Read("5C"u8));
        Assert.Equal([new(KeyName.Escape)], reader.Read("\e"u8));
        Assert.Equal([new(KeyName.Up)], reader.Read("[A"u8));
    }

    [Fact]
    public void Pasted_text_keeps_its_lines_and_loses_control_characters()
    {
        Assert.Equal(
            [new(KeyName.Paste, "one\ntwo\n\tthree[31m"), new(KeyName.Enter)],
            Read("\e[200~one\r\ntwo\r\tthree\e[31m\x03\e[201~\r"));
    }

    [Fact]
    public void A_paste_may_come_in_pieces_that_end_within_its_mark()
    {
        var reader = new ChatKeyReader();

        Assert.Empty(reader.Read("\e[200~a"u8));
        Assert.Empty(reader.Read("b\e[20"u8));
        Assert.Equal([new(KeyName.Paste, "ab")], reader.Read("1~"u8));
    }

    private static IReadOnlyList<ChatKey> Read(string typed) => new ChatKeyReader().Read(Encoding.UTF8.GetBytes(typed));
}

using System.Text;
using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Cli.Completion;

namespace AgentGateway.Host.Tests.Chat;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new(new(["first", "make test", "third"]));
    private readonly ChatKeyReader _keys = new();

    [Theory]
    [InlineData("abc\x02\x02X", "aX|bc")]
    [InlineData("abc\x01X\x05Y", "XabcY|")]
    [InlineData("one two\x17", "one |")]
    [InlineData("one two\x15", "|")]
    [InlineData("one two\x01\x0b\x19\x19", "one twoone two|")]
    [InlineData("one two\eb\eb\ed", "| two")]
    [InlineData("ab\x02\x7f", "|b")]
    [InlineData("ab\x01\x04", "|b")]
    [InlineData("e\u0301x\x02\x7f", "|x")]
    [InlineData("👩‍🚀x\x02\x02y", "y|👩‍🚀x")]
    public void Keys_edit_as_in_a_shell(string typed, string expected)
    {
        Type(typed);
        Assert.Equal(expected, _editor.Buffer.Text.Insert(_editor.Buffer.Cursor, "|"));
    }

    [Fact]
    public void Up_and_down_go_through_the_lines_and_then_through_the_history()
    {
        Type("a draft\nab");
        Type("\e[AX");
        Assert.Equal("a Xdraft\nab", _editor.Buffer.Text);

        Type("\e[A");
        Assert.Equal("third", _editor.Buffer.Text);
        Type("\e[A\e[A\e[A");
        Assert.Equal("first", _editor.Buffer.Text);
        Type("\e[B\e[B\e[B");
        Assert.Equal("a Xdraft\nab", _editor.Buffer.Text);
    }

    [Fact]
    public void The_history_is_searched_backwards_and_enter_takes_what_was_found()
    {
        Type("\x12" + "t");
        Assert.Equal("third", _editor.Buffer.Text);
        Type("\x12");
        Assert.Equal("make test", _editor.Buffer.Text);
        Type("x");
        Assert.True(_editor.IsNothingFound);
        Type("\x7f");
        Assert.Equal("third", _editor.Buffer.Text);

        Assert.Equal(new EditorResult.Entered("third"), Type("\r"));
        Assert.Null(_editor.Searched);
        Assert.True(_editor.Buffer.IsEmpty);
    }

    [Fact]
    public void A_backslash_at_the_end_begins_a_further_line()
    {
        Assert.Equal(new EditorResult.Edited(), Type("one\\\r"));
        Assert.Equal(new EditorResult.Entered("one\ntwo"), Type("two\r"));
    }

    [Fact]
    public void Pasted_lines_are_text_until_enter_is_pressed() =>
        Assert.Equal(new EditorResult.Entered("one\ntwo"), Type("\e[200~one\rtwo\e[201~\r"));

    [Fact]
    public void Ctrl_d_leaves_an_empty_line_only()
    {
        Assert.Equal(new EditorResult.Edited(), Type("a\x01\x04"));
        Assert.Equal(new EditorResult.Left(), Type("\x04"));
    }

    [Fact]
    public void The_only_candidate_is_taken_and_of_several_what_they_have_in_common()
    {
        Assert.Equal(new EditorResult.WantsCandidates(), Type("/ha\t"));
        _editor.Complete(Of(0, "/handoff"));
        Assert.Equal("/handoff ", _editor.Buffer.Text);

        Type("\x15@src/A\t");
        _editor.Complete(Of(0, "@src/Agent.cs", "@src/Agents/"));
        Assert.Equal("@src/Agent", _editor.Buffer.Text);
        Assert.Equal(2, _editor.Offered.Count);
        Type("\t");
        Assert.Equal("@src/Agent.cs", _editor.Buffer.Text);
        Type("\e[Z");
        Assert.Equal("@src/Agents/", _editor.Buffer.Text);
        Type("x");
        Assert.Equal(("@src/Agents/x", 0), (_editor.Buffer.Text, _editor.Offered.Count));
    }

    [Fact]
    public void A_directory_is_gone_on_in()
    {
        Type("@s\t");
        _editor.Complete(Of(0, "@src/"));
        Assert.Equal("@src/", _editor.Buffer.Text);
    }

    private static CompletionList Of(int start, params string[] words) =>
        new(start, [.. words.Select(word => new Candidate(word, ""))]);

    private EditorResult Type(string typed)
    {
        EditorResult? last = null;
        foreach (var key in _keys.Read(Encoding.UTF8.GetBytes(typed))) last = _editor.Press(key);
        return last!;
    }
}

using AgentGateway.Cli.Chat;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Host.Tests.Chat;

public sealed class ChatTranscriptTests
{
    private readonly ChatTranscript _transcript = new("operator", hasColour: true, () => 80);
    private long _seq;

    [Fact]
    public void An_answer_is_shown_as_it_comes_and_once()
    {
        _transcript.Echo("Good **morning**");
        Assert.Equal("\n› Good **morning**", Finished());
        Message("user", "operator", "Good **morning**");
        Started("t1", "svarog");
        Delta("t1", "svarog", "Hello\nto");
        Assert.Equal("\nsvarog\nHello", Finished());
        Assert.Equal("to", Unfinished());
        Delta("t1", "svarog", "you");
        Message("assistant", "svarog", "Hello\ntoyou", "t1");
        Ended("t1", "svarog", "completed");

        Assert.Equal("toyou", Finished());
        Assert.Equal("", Unfinished());
        Assert.Empty(_transcript.Turns);
    }

    [Fact]
    public void What_comes_from_another_program_stands_under_its_name()
    {
        var message = Of("user", "operator", "From the editor", null) with { Client = new("zed", "/src") };
        _transcript.Take(Piece("message", null, "operator") with { Message = message });

        Assert.Equal("\noperator (zed in /src)\nFrom the editor", Finished());
    }

    [Fact]
    public void Pieces_that_were_left_out_come_with_the_stored_message()
    {
        Started("t1", "svarog");
        Delta("t1", "svarog", "One ");
        Message("assistant", "svarog", "One two", "t1");
        Assert.Equal("\nsvarog\nOne two", Finished());

        Started("t2", "svarog");
        Delta("t2", "svarog", "wo three");
        Message("assistant", "svarog", "two three", "t2");
        Assert.Equal("wo three\n· a piece of it was missing; all of it:\ntwo three", Finished());
    }

    [Fact]
    public void One_speaks_at_a_time_and_the_others_come_whole_behind()
    {
        Started("t1", "svarog");
        Started("t2", "weles");
        Delta("t1", "svarog", "First ");
        Delta("t2", "weles", "Mean");
        Delta("t2", "weles", "while");
        Message("assistant", "weles", "Meanwhile", "t2");
        _transcript.Echo("and I");
        Delta("t1", "svarog", "answer");
        Assert.Equal("First answer\n› and I", Unfinished());
        Message("assistant", "svarog", "First answer", "t1");

        Assert.Equal("\nsvarog\nFirst answer\n\nweles\nMeanwhile\n\n› and I", Finished());
    }

    [Fact]
    public void A_turn_that_ran_before_is_shown_by_its_message()
    {
        _transcript.Found("t1", "svarog");
        Delta("t1", "svarog", "the end of it");
        Assert.Equal("", Finished() + Unfinished());

        Message("assistant", "svarog", "All, to the end of it", "t1");
        Delta("t1", "svarog", "Next step");
        Assert.Equal("\nsvarog\nAll, to the end of it", Finished());
        Assert.Equal("Next step", Unfinished());
    }

    [Fact]
    public void A_call_of_a_tool_is_one_line_with_its_outcome()
    {
        Started("t1", "svarog");
        _transcript.Take(Piece("step", "t1", "svarog") with
        {
            Message = Of("assistant", "svarog", "", "t1") with
            {
                ToolCalls = [new("c1", "run_command", """{"sandbox":"open","command":"make\ntest"}""")],
            },
        });
        Assert.Equal("→ run_command make test", Unfinished());
        _transcript.Take(Piece("message", "t1", "svarog") with
        {
            Message = Of("tool", "run_command", "Exit code 0.\nfine\nall", "t1") with { ToolCallId = "c1" },
        });

        Assert.Equal("→ run_command make test: Exit code 0. (+2 lines)", Finished());
        Assert.Equal("", Unfinished());
    }

    [Fact]
    public void A_step_that_breaks_off_begins_again()
    {
        Started("t1", "svarog");
        Delta("t1", "svarog", "Half an ans");
        _transcript.Take(Piece("restart", "t1", "svarog"));
        Delta("t1", "svarog", "A whole answer");
        Message("assistant", "svarog", "A whole answer", "t1");

        Assert.Equal(
            "\nsvarog\nHalf an ans\n· the answer broke off and begins again\n\nA whole answer", Finished());
    }

    [Fact]
    public void A_failure_says_why_and_a_cancelled_turn_that_it_was()
    {
        Started("t1", "svarog");
        _transcript.Take(Piece("ended", "t1", "svarog", "no model") with { Status = "failed" });
        Started("t2", "svarog");
        Delta("t2", "svarog", "some");
        Ended("t2", "svarog", "cancelled");

        Assert.Equal("svarog failed: no model\n\nsvarog\nsome\n· svarog: cancelled", Finished());
    }

    [Fact]
    public void Nothing_that_others_write_reaches_the_terminal_as_control_characters()
    {
        const string Evil = "\e]52;c;aGk=\a\e[2J\u009b5nx\r\b";
        _transcript.Echo(Evil);
        _transcript.Aside(Evil);
        _transcript.Refuse(new(Evil, Evil, Evil));
        Message("system", "daemon", Evil);
        Message("user", Evil, Evil);
        Message("tool", Evil, Evil);
        Started("t1", Evil);
        Delta("t1", Evil, Evil);
        _transcript.Take(Piece("retrying", "t1", Evil, Evil));
        var going = Unfinished();
        Message("assistant", Evil, Evil, "t1");
        _transcript.Take(Piece("ended", "t1", Evil, Evil) with { Status = "failed" });

        Assert.DoesNotContain(Finished() + going, sign => char.IsControl(sign) && sign != '\n');
    }

    [Fact]
    public void What_was_shown_is_not_shown_again()
    {
        Message("user", "client", "from an editor");
        var shown = Of("assistant", "svarog", "answered", null);
        _transcript.Show(shown);
        _transcript.Show(shown);

        Assert.Equal("\nclient\nfrom an editor\n\nsvarog\nanswered", Finished());
        Assert.Equal(2, _transcript.LastSeq);
    }

    [Fact]
    public void A_message_whose_secrets_were_left_out_is_the_one_that_was_typed()
    {
        _transcript.Echo("the key is hunter2");
        var stored = Of("user", "operator", "the key is [secret]", null);
        _transcript.Sent("the key is hunter2", stored.Id);
        _transcript.Show(stored);

        Assert.Equal("\n› the key is hunter2", Finished());
    }

    [Fact]
    public void When_the_daemon_goes_away_nothing_is_left_running()
    {
        Started("t1", "svarog");
        Delta("t1", "svarog", "in the mid");

        _transcript.Interrupt();

        Assert.Equal("\nsvarog\nin the mid", Finished());
        Assert.Empty(_transcript.Turns);
        Assert.Equal("", Unfinished());
    }

    private string Finished() => string.Join('\n', _transcript.TakeFinished().Select(line => line.Text));

    private string Unfinished() => string.Join('\n', _transcript.Unfinished.Select(line => line.Text));

    private void Started(string turn, string agent) => _transcript.Take(Piece("started", turn, agent));

    private void Delta(string turn, string agent, string text) =>
        _transcript.Take(Piece("delta", turn, agent, text));

    private void Ended(string turn, string agent, string status) =>
        _transcript.Take(Piece("ended", turn, agent) with { Status = status });

    private void Message(string role, string author, string text, string? turn = null) =>
        _transcript.Take(Piece("message", turn, author) with { Message = Of(role, author, text, turn) });

    private static TurnProgress Piece(string kind, string? turn, string agent, string? text = null) =>
        new(kind, "thr_1", turn, agent, text);

    private MessageView Of(string role, string author, string text, string? turn) => new()
    {
        Id = $"msg_{++_seq}",
        Seq = _seq,
        Role = role,
        Author = author,
        Text = text,
        At = default,
        Visibility = "visible",
        TurnId = turn,
    };
}

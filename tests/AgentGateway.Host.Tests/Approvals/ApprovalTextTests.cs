using System.Text.Json;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Host.Tests.Approvals;

/// <summary>Approvals and questions as a person reads them, to the letter.</summary>
public sealed class ApprovalTextTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly ApprovalView Approval = new()
    {
        Id = "apr_1",
        State = "pending",
        Risk = "R3",
        Tool = "run_command",
        Why = "R3: it reaches out; it runs build.sh, which may have changed.",
        Summary = "run_command: ./build.sh ⏎   until   never",
        Arguments = JsonElement.Parse("""{"command":"./build.sh\n  until   never"}"""),
        Preview = "./build.sh\n  until   never",
        Directory = "/w",
        Agent = "svarog",
        ThreadId = "thr_1",
        Rule = "default:R3",
        Audience = "",
        Digest = "",
        CreatedAt = At,
        ExpiresAt = At,
        Decisions = ["once", "deny"],
    };

    private static readonly string Until = AgentGateway.Cli.Show.Time(At);

    [Fact]
    public void A_list_shows_the_text_with_a_margin() => Assert.Equal(
        $"""
        apr_1  pending  run_command
          what    run_command: ./build.sh ⏎   until   never
          why     R3: it reaches out; it runs build.sh, which may have changed.
          who     svarog thr_1
          where   /w
          | ./build.sh
          |   until   never
          until   {Until}  (once, deny)
        """,
        ApprovalText.Of(Approval));

    [Fact]
    public void What_is_cut_says_how_all_of_it_is_shown() => Assert.Equal(
        $"""
        apr_1  pending  run_command
          what    run_command: ./build.sh ⏎   until   never
          why     R3: it reaches out; it runs build.sh, which may have changed.
          who     svarog thr_1
          where   /w
          | ./build.sh
          more    not all of it is shown; before it can be approved: agw approvals show apr_1
          until   {Until}  (once, deny)
        """,
        ApprovalText.Of(Approval with { Truncated = true, Preview = "./build.sh" }));

    [Fact]
    public void Shown_whole_it_has_every_argument_too() => Assert.Equal(
        $$"""
        apr_1  pending  run_command
          what    run_command: ./build.sh ⏎   until   never
          why     R3: it reaches out; it runs build.sh, which may have changed.
          who     svarog thr_1
          where   /w
          with    {"command":"./build.sh\n  until   never"}
          | ./build.sh
          |   until   never
          rule    default:R3
          until   {{Until}}  (once, deny)
        """,
        ApprovalText.Whole(Approval));

    [Fact]
    public void A_question_has_a_margin_too() => Assert.Equal(
        $"""
        qst_1  pending  svarog
          | Which?
          |   answer   left
          options  left, right
          until    {Until}
        """,
        QuestionText.Of(new()
        {
            Id = "qst_1",
            State = "pending",
            Text = "Which?\n  answer   left",
            Options = ["left", "right"],
            Agent = "svarog",
            CreatedAt = At,
            ExpiresAt = At,
        }));
}

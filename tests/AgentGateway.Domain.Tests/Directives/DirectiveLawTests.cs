using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Tests.Threads;
using FsCheck.Fluent;

namespace AgentGateway.Domain.Tests.Directives;

/// <summary>What holds of every text.</summary>
public sealed class DirectiveLawTests
{
    private static readonly string[] Pieces =
    [
        "@", "!", "/", "rarog", "Weles", "main", "verifier", "nobody", "handoff", "return", "stop", "DONE", " ", "\n",
            "\t", "\u00a0", "\u2003",
        "`", "```", "\"", ".", ",", "(", ")", "../", "a/b.txt", "é", "\u212a", "😀", "\ud83d", "\0", "x",
    ];

    private static readonly string[] Blanks = [" ", "\n", "\t \r\n", "\u2003"];

    [Fact]
    public void No_text_breaks_the_parser() => Fuzz.Check(20_000, 12, Fuzz.Texts(Pieces), text =>
    {
        DirectiveParser.Parse(text, Agent.Roster);
        DirectiveParser.Parse(text, AgentRoster.Empty);
    });

    [Fact]
    public void No_characters_at_all_break_the_parser() =>
        Fuzz.Check(5_000, 60, ArbMap.Default.ArbFor<string?>(), text =>
        DirectiveParser.Parse(text ?? "", Agent.Roster));

    [Fact]
    public void Only_the_beginning_counts() => Fuzz.Check(10_000, 12, Fuzz.Texts(Pieces), text =>
        Assert.Null(DirectiveParser.Parse("So " + text, Agent.Roster)));

    [Fact]
    public void White_space_behind_and_letter_case_change_nothing_but_the_words() =>
        Fuzz.Check(10_000, 12, Fuzz.Texts(Pieces), text =>
    {
        var plain = DirectiveParser.Parse(text, Agent.Roster);
        foreach (var blank in Blanks) Assert.Equal(plain, DirectiveParser.Parse(text + blank, Agent.Roster));
        Assert.Equal(Kind(plain), Kind(DirectiveParser.Parse(Upper(text), Agent.Roster)));
    });

    [Fact]
    public void Behind_white_space_or_a_second_slash_everything_is_text() =>
        Fuzz.Check(10_000, 12, Fuzz.Texts(Pieces), text =>
    {
        foreach (var front in (string[])[.. Blanks, "//"])
            Assert.Null(DirectiveParser.Parse(front + text, Agent.Roster));
    });

    [Fact]
    public void Who_is_addressed_is_a_known_agent_and_the_body_is_what_was_written() =>
        Fuzz.Check(20_000, 12, Fuzz.Texts(Pieces), text =>
    {
        switch (DirectiveParser.Parse(text, Agent.Roster))
        {
            case Directive.SetParticipant d:
                Assert.NotNull(Agent.Roster.Find(d.Agent));
                Assert.NotEmpty(d.Instruction);
                Assert.EndsWith(d.Instruction, text.TrimEnd(), StringComparison.Ordinal);
                break;
            case Directive.Delegate d:
                Assert.NotNull(Agent.Roster.Find(d.Agent));
                Assert.False(char.IsWhiteSpace(text[d.TextStart]));
                break;
            case Directive.Handoff { Reason: { } reason }:
                Assert.EndsWith(reason, text.TrimEnd(), StringComparison.Ordinal);
                break;
        }
    });

    [Fact]
    public void A_directive_that_is_written_down_is_read_back() => Fuzz.Check(10_000, 8, Fuzz.Texts(Pieces), body =>
    {
        foreach (var agent in Agent.Roster.Agents)
            foreach (var name in (string[])[agent.Id.Value, .. agent.Aliases])
            {
                var words = body.Trim();
                var parting = words.ToLowerInvariant() is "stop" or "leave" or "done" or "return";
                Assert.Equal(
                    words.Length == 0
                        ? null
                        : parting
                            ? new Directive.EndParticipant(agent.Id)
                            : new Directive.SetParticipant(agent.Id, words),
                    DirectiveParser.Parse($"@{name} {body}", Agent.Roster));
                Assert.Equal(
                    words.Length == 0 ? null : agent.Id,
                    (DirectiveParser.Parse($"!{name} {body}", Agent.Roster) as Directive.Delegate)?.Agent);
                Assert.Equal(
                    new Directive.Handoff(
                        name, words.Length == 0
                            ? null
                            : words), DirectiveParser.Parse($"/handoff {name} {body}", Agent.Roster));
            }
    });

    [Fact]
    public void Without_known_agents_no_agent_is_addressed() => Fuzz.Check(5_000, 12, Fuzz.Texts(Pieces), text =>
        Assert.True(
            DirectiveParser.Parse(text, AgentRoster.Empty)
                is null or Directive.Handoff or Directive.Return or Directive.Unknown));

    private static string Upper(string text) => string.Concat(text.Select(char.ToUpperInvariant));

    private static (Type?, object?) Kind(Directive? directive) => (directive?.GetType(), directive switch
    {
        Directive.SetParticipant d => d.Agent,
        Directive.EndParticipant d => d.Agent,
        Directive.Delegate d => d,
        Directive.Handoff d => Upper(d.Agent),
        Directive.Unknown d => d.Refusal.Code,
        _ => null,
    });
}

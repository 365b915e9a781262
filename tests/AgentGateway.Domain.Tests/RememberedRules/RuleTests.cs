using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.RememberedRules;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.RememberedRules.RuleMachine,
    AgentGateway.Domain.RememberedRules.RememberedRule,
    AgentGateway.Domain.RememberedRules.RuleCommand>;

namespace AgentGateway.Domain.Tests.RememberedRules;

/// <summary>The law of rules that approvals left behind.</summary>
public sealed class RuleTests
{
    private static readonly PolicyRule Rule =
        new("always:1", PolicyDecision.Allow, PolicySource.Always) { Tool = "run_command" };
    private static readonly MakeRule Make = new(Rule, new("apr_1"), "ada");
    private static readonly RuleMade Made = new(Rule, new("apr_1"), "ada");
    private static readonly RuleRevoked Revoked = new("bob");

    [Fact]
    public void A_rule_is_made_once_and_never_changes()
    {
        Story.Given().When(Make, Made);
        Story.Given(Made).When(Make with { Rule = Rule with { Tool = null } });
        Story.Given(Made, Revoked).When(Make);
        Assert.Equal(
            new RememberedRule(new(Story.Id), Rule, new("apr_1"), "ada", Story.At(1), null, null),
            Story.Given(Made).State);
    }

    /// <summary>Older versions also kept the program, which a command in a sandbox is not bound to.</summary>
    [Fact]
    public void A_rule_that_an_older_version_stored_is_read()
    {
        const string Stored = """
            {"rule":{"id":"always:1","source":"always","tool":"run_command","argv":["gcc","x.c"],"exact":true,
            "read_only":true,"directory":"/p","program":"/usr/bin/gcc","program_hash":"aa"},"approval":"apr_1","by":"ada"}
            """;
        var made = JsonSerializer.Deserialize(Stored, RuleJson.Plain.RuleMade)!;
        Assert.Equal(["gcc", "x.c"], made.Rule.Argv);
        Assert.Equal(Rule with { Argv = made.Rule.Argv, Exact = true, Directory = "/p" }, made.Rule);
    }

    [Fact]
    public void A_rule_is_revoked_once()
    {
        Story.Given(Made).When(new RevokeRule("bob"), Revoked);
        Story.Given(Made, Revoked).When(new RevokeRule("ada"));
        Assert.Equal(
            Story.Given(Made).State with { RevokedBy = "bob", RevokedAt = Story.At(2) },
            Story.Given(Made, Revoked).State);
    }

    [Fact]
    public void What_was_never_made_cannot_be_revoked() =>
        Story.Given().Refuses(new RevokeRule("ada"), RuleMachine.Unknown);

    [Fact]
    public void A_rule_owes_nothing_and_has_no_row()
    {
        foreach (var story in (Story[])[Story.Given(), Story.Given(Made), Story.Given(Made, Revoked)])
        {
            Assert.Empty(story.Owed);
            Assert.Empty(story.Rows);
        }
    }
}

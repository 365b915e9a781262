using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>The help of a group is a list that fits into a window.</summary>
public sealed class VerbSummaryTests
{
    [Theory]
    [InlineData(
        "List threads: pinned ones first, then\nby last change.\n\nExamples:\n  agw x",
        "List threads: pinned ones first, then by last change.")]
    [InlineData("Stop it. It can be started again.", "Stop it.")]
    [InlineData("", "")]
    public void A_verb_of_a_group_is_told_in_one_sentence(string description, string expected) =>
        Assert.Equal(expected, VerbSummary.Of(description));

    [Fact]
    public void No_group_has_a_verb_that_says_more_than_two_lines()
    {
        foreach (var group in CommandLine.Root([]).Subcommands.Where(verb => verb.Subcommands.Count > 0))
        {
            VerbSummary.Shorten(group);
            Assert.All(group.Subcommands, verb => Assert.InRange(verb.Description!.Length, 1, 240));
        }
    }
}

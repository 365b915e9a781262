using AgentGateway.Cli.Verbs.Approvals;

namespace AgentGateway.Host.Tests.Approvals;

public sealed class ApprovalChoiceTests
{
    private static readonly string[] All = ["once", "session", "always", "deny"];

    [Theory]
    [InlineData("y", "once", null)]
    [InlineData("YES", "once", null)]
    [InlineData("t", "session", null)]
    [InlineData("a", "always", null)]
    [InlineData("n", "deny", null)]
    [InlineData("no not on a Friday", "deny", "not on a Friday")]
    public void A_letter_or_a_word_decides(string line, string decision, string? reason) =>
        Assert.Equal((decision, reason), ApprovalChoice.Read(line, All));

    [Theory]
    [InlineData("")]
    [InlineData("yes please do")]
    [InlineData("maybe")]
    [InlineData("approve")]
    public void Anything_else_decides_nothing(string line) => Assert.Null(ApprovalChoice.Read(line, All));

    [Fact]
    public void What_the_approval_does_not_take_is_neither_offered_nor_read()
    {
        Assert.Null(ApprovalChoice.Read("a", ["once", "deny"]));
        Assert.DoesNotContain("always", ApprovalChoice.Choices(["once", "deny"]));
        Assert.Contains("[a]lways", ApprovalChoice.Choices(All));
    }
}

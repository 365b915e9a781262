using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Directives;

namespace AgentGateway.Domain.Tests.Directives;

public sealed class DecisionDirectiveTests
{
    [Theory]
    [InlineData("/approve apr_1", "apr_1", "once", null)]
    [InlineData("/APPROVE apr_1  always ", "apr_1", "always", null)]
    [InlineData("/approve apr_1 --session", "apr_1", "session", null)]
    [InlineData("/deny apr_1", "apr_1", "deny", null)]
    [InlineData("/deny apr_1 not\nnow", "apr_1", "deny", "not\nnow")]
    [InlineData("/approve", "", "once", null)]
    public void A_decision_is_found(string text, string id, string decision, string? reason) =>
        Assert.Equal(new Directive.Decide(id, decision, reason), DirectiveParser.Parse(text, AgentRoster.Empty));

    [Theory]
    [InlineData("/approve of this plan")]
    [InlineData("/deny everything")]
    [InlineData("please /approve apr_1")]
    [InlineData("/approved apr_1")]
    public void A_sentence_decides_nothing(string text) =>
        Assert.True(DirectiveParser.Parse(text, AgentRoster.Empty) is null or Directive.Unknown);
}

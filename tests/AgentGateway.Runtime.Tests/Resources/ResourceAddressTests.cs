using AgentGateway.Domain;
using AgentGateway.Runtime.Resources;

namespace AgentGateway.Runtime.Tests.Resources;

public sealed class ResourceAddressTests
{
    [Theory]
    [InlineData("agw://sessions/ses_1", "agw://sessions/{session_id}", "ses_1")]
    [InlineData("agw://sessions/ses_1/screen", "agw://sessions/{session_id}/screen", "ses_1")]
    [InlineData("agw://sessions/ses_1/output", "agw://sessions/{session_id}/output", "ses_1")]
    [InlineData("agw://sessions/screen/screen", "agw://sessions/{session_id}/screen", "screen")]
    [InlineData("agw://sessions/my%20shell/screen", "agw://sessions/{session_id}/screen", "my shell")]
    [InlineData("agw://sessions/screen", "agw://sessions/{session_id}", "screen")]
    public void An_address_of_a_template_has_its_value(string uri, string template, string value)
    {
        Assert.True(Of(template).TryMatch(uri, out var found));
        Assert.Equal(value, found);
    }

    [Theory]
    [InlineData("agw://sessions/ses_1/screen", "agw://sessions/{session_id}")]
    [InlineData("agw://sessions/ses_1/more/screen", "agw://sessions/{session_id}/screen")]
    [InlineData("agw://sessions/ses_1%2Fmore/screen", "agw://sessions/{session_id}/screen")]
    [InlineData("agw://sessions//screen", "agw://sessions/{session_id}/screen")]
    [InlineData("agw://sessions/screen", "agw://sessions/{session_id}/screen")]
    [InlineData("agw://sessions/", "agw://sessions/{session_id}")]
    [InlineData("agw://sessions", "agw://sessions/{session_id}")]
    [InlineData("agw://threads/ses_1/screen", "agw://sessions/{session_id}/screen")]
    public void Another_address_has_none(
        string uri, string template) => Assert.False(Of(template).TryMatch(uri, out _));

    [Theory]
    [InlineData("ses_1")]
    [InlineData("my shell")]
    [InlineData("ż/ó?#%")]
    public void What_is_made_of_a_name_leads_back_to_it_unless_it_has_a_slash(string name)
    {
        var isFound = Of(
            "agw://sessions/{session_id}/screen")
                .TryMatch(Of("agw://sessions/{session_id}/screen").AddressOf(name), out var found);
        Assert.Equal(name.Contains('/', StringComparison.Ordinal) ? null : name, isFound ? found : null);
    }

    private static Resource Of(string address) =>
        new("name", "Title", address, "What it shows.", (_, _) => Task.FromResult(Outcome.Of("")));
}

using AgentGateway.Mcp.Resources;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class ResourceUrisTests
{
    [Theory]
    [InlineData("agw://sessions/ses_1", ResourceUris.SessionTemplate, "ses_1")]
    [InlineData("agw://sessions/ses_1/screen", ResourceUris.ScreenTemplate, "ses_1")]
    [InlineData("agw://sessions/ses_1/output", ResourceUris.OutputTemplate, "ses_1")]
    [InlineData("agw://sessions/screen/screen", ResourceUris.ScreenTemplate, "screen")]
    [InlineData("agw://sessions/my%20shell/screen", ResourceUris.ScreenTemplate, "my shell")]
    [InlineData("agw://sessions/screen", ResourceUris.SessionTemplate, "screen")]
    public void An_address_of_a_template_has_its_value(string uri, string template, string value)
    {
        Assert.True(ResourceUris.TryMatch(uri, template, out var found));
        Assert.Equal(value, found);
    }

    [Theory]
    [InlineData("agw://sessions/ses_1/screen", ResourceUris.SessionTemplate)]
    [InlineData("agw://sessions/ses_1/more/screen", ResourceUris.ScreenTemplate)]
    [InlineData("agw://sessions/ses_1%2Fmore/screen", ResourceUris.ScreenTemplate)]
    [InlineData("agw://sessions//screen", ResourceUris.ScreenTemplate)]
    [InlineData("agw://sessions/screen", ResourceUris.ScreenTemplate)]
    [InlineData("agw://sessions/", ResourceUris.SessionTemplate)]
    [InlineData("agw://sessions", ResourceUris.SessionTemplate)]
    [InlineData("agw://threads/ses_1/screen", ResourceUris.ScreenTemplate)]
    public void Another_address_has_none(string uri, string template) => Assert.False(ResourceUris.TryMatch(uri, template, out _));

    [Theory]
    [InlineData("ses_1")]
    [InlineData("my shell")]
    [InlineData("ż/ó?#%")]
    public void What_is_made_of_a_name_leads_back_to_it_unless_it_has_a_slash(string name)
    {
        var isFound = ResourceUris.TryMatch(ResourceUris.Screen(name), ResourceUris.ScreenTemplate, out var found);
        Assert.Equal(name.Contains('/', StringComparison.Ordinal) ? null : name, isFound ? found : null);
    }
}

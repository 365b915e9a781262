using System.Text;
using System.Text.Json;
using AgentGateway.Hooks;

namespace AgentGateway.Host.Tests.Hooks;

public sealed class HookDigestTests
{
    [Fact]
    public void What_tells_the_status_is_kept_and_the_rest_left_out()
    {
        var said = $$"""{"hook_event_name":"PostToolUse","tool_response":{"content":"{{new string('x', 200_000)}}"},"message":"ł \"ü\"","long":"{{new string('y', 5_000)}}","n":1.5,"flag":true,"none":null}""";

        var digest = Encoding.UTF8.GetString(HookDigest.Of(Encoding.UTF8.GetBytes(said)));

        using var json = JsonDocument.Parse(digest);
        Assert.Equal(
            ["hook_event_name", "message", "n", "flag", "none"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("ł \"ü\"", json.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public void It_fits_whatever_is_said()
    {
        var said = "{"
            + string.Join(
                ',', Enumerable.Range(0, 10_000).Select(number => $"\"k{number}\":\"{new string('v', 900)}\""))
            + "}";

        Assert.InRange(HookDigest.Of(Encoding.UTF8.GetBytes(said)).Length, 1, HookDigest.BytesMax);
    }
}

using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Terminal.Tests.Sandbox;

public sealed class SessionEnvironmentTests
{
    private static readonly Dictionary<string, string> Daemon = new()
    {
        ["HOME"] =
            "/home/me", ["PATH"] = "/bin", ["LC_ALL"] = "C", ["TMUX"] = "/tmp/tmux-0/default,1,0", ["TMUX_PANE"] = "%1",
        ["ANTHROPIC_API_KEY"] =
            "daemon-secret", ["NPM_REGISTRY"] = "r", ["NPM_TOKEN"] = "t", ["LD_PRELOAD"] = "x.so", ["TERM"] = "dumb",
    };

    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Only_what_is_on_the_list_is_inherited()
    {
        var environment = SessionEnvironment.Build(Daemon, [], Nothing, Nothing);
        Assert.Equal(["COLORTERM", "HOME", "LC_ALL", "PATH", "TERM"], environment.Variables.Keys);
        Assert.Equal("xterm-256color", environment.Variables["TERM"]);
    }

    [Fact]
    public void The_list_can_be_longer_but_never_lets_the_outer_terminal_through()
    {
        var environment = SessionEnvironment.Build(Daemon, ["NPM_*", "TMUX", "T*"], Nothing, Nothing);
        Assert.Equal("r", environment.Variables["NPM_REGISTRY"]);
        Assert.DoesNotContain("TMUX", environment.Variables.Keys);
        Assert.DoesNotContain("TMUX_PANE", environment.Variables.Keys);
    }

    [Fact]
    public void What_is_given_wins_and_secrets_are_known_by_name_only()
    {
        var environment = SessionEnvironment.Build(
            Daemon, [], new Dictionary<string, string> { ["HOME"] = "/elsewhere", ["KEY"] = "plain" },
            new Dictionary<string, string> { ["KEY"] = "secret-value" });
        Assert.Equal("/elsewhere", environment.Variables["HOME"]);
        Assert.Equal("secret-value", environment.Variables["KEY"]);
        Assert.Equal(["KEY"], environment.SecretNames);
        Assert.Equal(["secret-value"], environment.SecretValues);
        Assert.DoesNotContain("secret-value", environment.ToString(), StringComparison.Ordinal);
    }
}

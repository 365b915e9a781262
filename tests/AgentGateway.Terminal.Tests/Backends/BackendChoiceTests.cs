using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Terminal.Tests.Backends;

public sealed class BackendChoiceTests
{
    [Fact]
    public void Auto_is_tmux_where_it_is_installed_and_else_pty()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("pty", Choose("auto", folder.Path));
        File.WriteAllText(folder["tmux"], "");
        Assert.Equal("tmux", Choose("auto", folder.Path));
        Assert.Equal("pty", Choose("pty", folder.Path));
        Assert.Equal("tmux", Choose("tmux", folder.Path));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Assert.Equal("tmux_missing", BackendChoice.Choose("tmux", hasTmux: false, out _)?.Code);
        Assert.Equal("backend_unknown", BackendChoice.Choose("screen", hasTmux: false, out var name)?.Code);
        Assert.Equal("", name);
    }

    private static string Choose(string asked, string path)
    {
        Assert.Null(BackendChoice.Choose(asked, TmuxOptions.FindProgram(path) is not null, out var name));
        return name;
    }
}

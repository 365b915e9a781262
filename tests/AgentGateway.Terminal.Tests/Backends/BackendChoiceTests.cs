using AgentGateway.Terminal.Backends;

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
        using var folder = new TemporaryFolder();
        Assert.Equal("tmux_missing", BackendChoice.Choose("tmux", folder.Path, out _)?.Code);
        Assert.Equal("backend_unknown", BackendChoice.Choose("screen", folder.Path, out var name)?.Code);
        Assert.Equal("", name);
    }

    private static string Choose(string asked, string path)
    {
        Assert.Null(BackendChoice.Choose(asked, path, out var name));
        return name;
    }
}

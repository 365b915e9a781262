using AgentGateway.Terminal.Sandbox;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Sandbox;

public sealed class SandboxCommandTests
{
    [Fact]
    public void What_is_hidden_is_mounted_over_the_root_and_the_program_comes_last()
    {
        var request = Requests.Program("claude", "--flag", "a b") with { Directory = "/project" };
        var wrapped = BwrapCommand.Wrap(request, new BwrapOptions("/usr/bin/bwrap", ["/data"], ["/run/tmux"]));
        Assert.Equal("/usr/bin/bwrap", wrapped.Program);
        Assert.Equal(
            "--die-with-parent --unshare-pid --unshare-ipc --cap-drop ALL --dev-bind / / --proc /proc --tmpfs /data "
                + "--ro-bind /dev/null /run/tmux --chdir /project -- claude --flag a b",
            string.Join(' ', wrapped.Arguments));
        Assert.Equal(
            (request.Environment, request.Directory, request.Size),
            (wrapped.Environment, wrapped.Directory, wrapped.Size));
    }

    [Fact]
    public void Without_a_sandbox_nothing_is_guaranteed()
    {
        Assert.False(SandboxGuarantee.None.IsHeld);
        Assert.True(SandboxGuarantee.Bwrap.IsHeld);
    }
}

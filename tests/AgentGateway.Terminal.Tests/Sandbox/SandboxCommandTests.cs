using System.Text.RegularExpressions;
using AgentGateway.Terminal.Sandbox;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Sandbox;

public sealed partial class SandboxCommandTests
{
    private static readonly SandboxPlan Plan = new(
        "/usr/bin/bwrap",
        [
            new SandboxMount.ReadOnly("/", "/"), new SandboxMount.Devices(), new SandboxMount.Processes(),
            new SandboxMount.Empty("/data"), new SandboxMount.Writable("/home/me", "/data/homes/1"),
            new SandboxMount.Masked("/run/tmux"), new SandboxMount.Closed("/project/.idea"),
        ])
    {
        Directory = "/project",
    };

    [Fact]
    public void Mounts_keep_their_order_and_the_program_comes_last()
    {
        var request = Requests.Program("claude", "--flag", "a b") with { Directory = "/link" };
        var wrapped = BwrapCommand.Wrap(request, Plan);
        Assert.Equal("/usr/bin/bwrap", wrapped.Program);
        Assert.Equal(
            "--die-with-parent --unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-net --cap-drop ALL "
                + "--ro-bind / / --dev /dev --proc /proc --tmpfs /data --bind /data/homes/1 /home/me --ro-bind /dev/null "
                + "/run/tmux --perms 0555 --tmpfs /project/.idea --chdir /project -- claude --flag a b",
            OfTheKernel().Replace(string.Join(' ', wrapped.Arguments), ""));
        Assert.Equal(
            (request.Environment, request.Directory, request.Size),
            (wrapped.Environment, wrapped.Directory, wrapped.Size));
    }

    /// <summary>The programs that make the sandbox are outside of it, and load or run what a variable says.</summary>
    [Fact]
    public void A_variable_that_a_caller_named_is_given_inside_only()
    {
        var request = Requests.Program("make", "all") with
        {
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = "/bin", ["AGW_SESSION"] = "s", ["LD_PRELOAD"] = "/x.so", ["BASH_FUNC_f%%"] = "() { :; }",
            },
        };

        var wrapped = BwrapCommand.Wrap(request, Plan);

        Assert.Equal(
            [("AGW_INSIDE_0", "() { :; }"), ("AGW_INSIDE_1", "/x.so"), ("AGW_SESSION", "s"), ("PATH", "/bin")],
            wrapped.Environment.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(
            [
                "--", "/bin/sh", "-c",
                "command export LD_PRELOAD=\"$AGW_INSIDE_1\" 2>/dev/null; unset AGW_INSIDE_1; "
                    + "exec /usr/bin/env 'BASH_FUNC_f%%'=\"$AGW_INSIDE_0\" \"$@\"",
                "sh", "make", "all",
            ],
            wrapped.Arguments.TakeLast(7));
        Assert.DoesNotContain(wrapped.Arguments, word => word.Contains("/x.so", StringComparison.Ordinal));
    }

    [Fact]
    public void A_prepared_network_is_entered_before_the_sandbox_and_kept()
    {
        var words = BwrapCommand.Words(
            Plan with { NetworkEntry = ["nsenter", "--net=/x", "--"] }, "true", []);
        Assert.Equal(["nsenter", "--net=/x", "--", "/usr/bin/bwrap"], words.Take(4));
        Assert.DoesNotContain("--unshare-net", words);
    }

    [Fact]
    public void Limits_are_set_before_the_sandbox_is_made()
    {
        var words = BwrapCommand.Words(Plan with { Limits = new(100, 1 << 20, null) }, "true", []);
        if (!words[0].EndsWith("prlimit", StringComparison.Ordinal)) Assert.Skip("prlimit is not installed.");
        Assert.Equal(["--nproc=100", "--data=1048576", "--core=0", "--", "/usr/bin/bwrap"], words.Skip(1).Take(5));
    }

    /// <summary>What is hidden or read-only in /proc; that it is, a test of the planner tries.</summary>
    [GeneratedRegex(@"(--tmpfs|--ro-bind-try (/proc/\S+)) /proc/\S+ ")]
    private static partial Regex OfTheKernel();
}

using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Modules;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>Which sandbox a program gets, and what that one is made of.</summary>
public sealed class SandboxService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SandboxPlanner? _planner;
    private readonly string? _searchPath;
    private readonly TimeProvider _time;
    private string? _works;
    private bool _closes;
    private (Refusal Why, long At)? _failed;

    internal SandboxService(GatewayHome home, PathZones zones, SandboxOptions options, TimeProvider time)
    {
        _time = time;
        _searchPath = home.Environment.GetValueOrDefault("PATH");
        if (home.DataDirectory is { } data)
            _planner = new(
                zones, new SandboxHome(Path.Combine(data, "sandbox-homes"), zones.Home), options, _searchPath);
    }

    /// <summary>
    /// Why there can be no sandbox; null when there can. What works once is taken to work as long as the daemon runs, so
    /// that nothing which was judged as contained is ever run without one; what does not work is tried again after a
    /// minute.
    /// </summary>
    public Rejection? Unusable
    {
        get
        {
            if (_planner is null) return BwrapProbe.Missing.ToRejection();
            lock (_gate)
            {
                if (_works is not null) return null;
                if (BwrapProbe.FindProgram(_searchPath) is not { } program) return BwrapProbe.Missing.ToRejection();
                if (_failed is { } failed && _time.GetElapsedTime(failed.At) < RetryAfter)
                    return failed.Why.ToRejection();
                if (BwrapProbe.Run(program) is { } why)
                {
                    _failed = (why, _time.GetTimestamp());
                    return why.ToRejection();
                }

                _closes = BwrapProbe.Closes(program);
                _works = program;
                return null;
            }
        }
    }

    /// <summary>The profile that a call gets which asks for that one: without bubblewrap everything is open.</summary>
    public SandboxProfile Effective(SandboxProfile asked) =>
        asked == SandboxProfile.Open || Unusable is null ? asked : SandboxProfile.Open;

    /// <summary>How isolated programs in a profile are, in a sentence for people.</summary>
    public static string Promise(SandboxProfile profile) => profile switch
    {
        SandboxProfile.Read =>
            "Contained: it reads the system and the workspace, writes nothing but temporary files, and has no network. "
            + "It sees neither your home directory nor other programs, and everything that it starts ends with it.",
        SandboxProfile.Workspace =>
            "Contained: it writes the workspace, a home of the workspace's own and temporary files, and has no network. "
            + "It sees neither your home directory nor other programs, and everything that it starts ends with it.",
        SandboxProfile.Network =>
            "Contained: it writes the workspace, a home of the workspace's own and temporary files, and reaches the "
            + "hosts that were allowed. It sees neither your home directory nor other programs, and everything that it "
            + "starts ends with it.",
        _ =>
            "Open, without a sandbox: it may do what your user may, which includes your files, your network and what "
            + "your other programs are doing; a child that starts a session of its own (setsid) may outlive it.",
    };

    /// <summary>
    /// What a program in such a sandbox is wrapped into. Refused where there can be none, or where the program would
    /// start in a directory that it does not show.
    /// </summary>
    internal Outcome<SandboxPlan> Plan(SandboxRequest request)
    {
        if (Unusable is { } unusable) return unusable;
        try
        {
            return _planner!.Plan(_works!, request with { ClosesEmpty = _closes });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "sandbox_unusable", $"The sandbox cannot be made: {failure.Message}", "Look at the directory's mode.");
        }
    }

    /// <summary>Called when a program in a sandbox of that workspace has ended.</summary>
    /// <param name="isUsed">Whether there is another one of that workspace.</param>
    internal static void Clean(string root, Func<bool> isUsed) => SandboxPlanner.Clean(root, isUsed);

    /// <summary>Called when a program in a sandbox of that workspace was taken over from an earlier daemon.</summary>
    internal static void Keep(string root) => SandboxPlanner.Keep(root);
}

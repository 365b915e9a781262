using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that run others in a container, a virtual machine or a sandbox.</summary>
internal static class Containers
{
    private const string ReachEverything = "containers reach everything on this machine";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("docker podman nerdctl") { Reaches = ReachEverything, Read = Share },
        new("kubectl") { Reaches = ReachEverything, RunningVerbs = ["exec"] },
        new("lxc virsh vagrant qemu-system-x86_64 ctr") { Reaches = ReachEverything },
        new("unshare bwrap firejail fakeroot proot toolbox distrobox apptainer singularity enroot buildah")
        {
            Wraps = true,
        },
    ];

    /// <summary>
    /// What a container is given of this machine is this machine's: what it deletes there is deleted here.
    /// </summary>
    private static Answer? Share(ProgramCall call, ProgramContext context)
    {
        var inside = call.Words.Skip(1).ToList();
        var shares = false;
        for (var at = 1; at < call.Words.Count; at++)
        {
            if (Shared(call.Words, at) is not var (source, target)) continue;
            context.Paths.Mention(source, call.State);
            if (target.Length < 2 || !HoldsMuch(source, call, context)) continue;
            shares = true;
            var option = call.Words[at];
            inside =
            [
                .. inside.Select(word =>
                    word == option ? word : word.Replace(target, source.TrimEnd('/') + "/", StringComparison.Ordinal)),
            ];
        }

        if (!shares) return null;
        for (var at = 1; at < inside.Count; at++)
            if (inside[at].Length > 0 && inside[at][0] != '-')
                context.Inner.Run(inside[at..], call.State.Copy(), ShellInput.Terminal, true);
        return null;
    }

    private static bool HoldsMuch(string source, ProgramCall call, ProgramContext context) =>
        context.Paths.TargetsOf(source, call.State)
            .Any(path => PathText.IsInside(path, context.Machine.Home) || context.Paths.HoldsGateway(path));

    /// <summary>The directory that an option gives to the container, and where it stands there.</summary>
    private static (string Source, string Target)? Shared(IReadOnlyList<string> words, int at)
    {
        if (ShareValue(words, at) is not { } value) return null;
        var named = value.Contains("target=", StringComparison.Ordinal)
            || value.Contains("dst=", StringComparison.Ordinal)
            || value.Contains("destination=", StringComparison.Ordinal);
        if (!named)
            return value.Split(':') is [{ Length: > 0 } source, { Length: > 0 } target, ..] ? (source, target) : null;
        var pairs = value.Split(',').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).ToList();
        var from = pairs.FirstOrDefault(pair => pair[0] is "source" or "src")?[1];
        var to = pairs.FirstOrDefault(pair => pair[0] is "target" or "dst" or "destination")?[1];
        return from is { Length: > 0 } && to is { Length: > 0 } ? (from, to) : null;
    }

    private static string? ShareValue(IReadOnlyList<string> words, int at)
    {
        var word = words[at];
        if (words[at - 1] is "-v" or "--volume" or "--mount") return word;
        if (word.StartsWith("--volume=", StringComparison.Ordinal)
            || word.StartsWith("--mount=", StringComparison.Ordinal))
            return word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return word.StartsWith("-v", StringComparison.Ordinal) && word.Length > 2 ? word[2..] : null;
    }
}

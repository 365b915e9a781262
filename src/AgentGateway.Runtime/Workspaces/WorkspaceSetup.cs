using System.ComponentModel;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Runs the script that prepares a new workspace: the given script, or the repository's own <c>.agw/setup.sh</c>, which
/// counts only where it is committed. It is code of the caller or of the repository, and runs with the rights of the
/// daemon's user, in an environment that inherits nothing.
/// </summary>
internal sealed class WorkspaceSetup(
    Git git,
    WorkspaceOptions options,
    SandboxService sandboxes,
    EgressNetworks networks,
    IReadOnlyDictionary<string, string> environment,
    IReadOnlyList<string> allowed,
    TimeProvider time)
{
    public const string FileName = ".agw/setup.sh";

    private const int FirstLineBytesMax = 4096;
    private const int TailLines = 30;
    private const int TailCharacters = 3000;

    // Its own variable keeps the script out of the list of processes.
    private const string Given = "AGW_SETUP_SCRIPT";

    /// <summary>What is to run; null for nothing.</summary>
    public async Task<Outcome<SetupProgram?>> FindAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (plan.Setup is not null)
            return Outcome.Of(string.IsNullOrWhiteSpace(plan.Setup)
                ? null
                : new SetupProgram(
                    "/bin/sh", ["-c", $"agw_setup=${Given}; unset {Given}; eval \"$agw_setup\""], plan.Setup));
        var file = Path.Combine(plan.Directory, FileName);
        if (plan.Kind == WorkspaceKind.Directory || !File.Exists(file) || RealPath.Of(file) != file)
            return Outcome.Of<SetupProgram?>(null);
        var tracked = await git.AskAsync(
            plan.Directory, new("ls-files", "--error-unmatch", "--", FileName), cancellationToken);
        if (tracked.IsRejected(out var refused)) return refused;
        return Outcome.Of(
            tracked.Value is null
                ? null
                : new SetupProgram(Interpreter(file)[0], [.. Interpreter(file).Skip(1), file], null));
    }

    /// <summary>Null when it succeeded.</summary>
    public async Task<Rejection?> RunAsync(
        string name, WorkspacePlan plan, SetupProgram program, CancellationToken cancellationToken)
    {
        var tail = new OutputTail(TailLines, TailCharacters, time);
        var profile = plan.Sandbox is { } sandbox ? SandboxProfiles.OfStored(sandbox) : SandboxProfile.Open;
        EgressNetwork? opened = null;
        if (profile == SandboxProfile.Network
            && (await networks.OpenAsync(RunOf(name, plan), cancellationToken)).IsRejected(out var refused, out opened))
            return refused;
        await using var network = opened;
        if (Contained(profile, plan, program, network?.InSandbox).IsRejected(out refused, out var words)) return refused;
        try
        {
            var variables = Environment(name, plan, program, network?.Environment);
            var end = await ProgramRun.RunAsync(
                new(words[0], [.. words.Skip(1)], plan.Directory, variables,
                    TimeSpan.FromSeconds(options.SetupSeconds), tail, tail),
                time,
                cancellationToken);
            if (end.IsLate) await LeftoverProcesses.EndAsync(plan.Mark, time, cancellationToken);
            if (!end.IsLate && end.ExitCode == 0) return null;
            var failed = end.IsLate
                ? Failed($"took longer than {options.SetupSeconds} s and was ended", tail.Text())
                : Failed($"ended with exit code {end.ExitCode}", tail.Text());
            var advice = SandboxAdvice.Of(profile, end.ExitCode, tail.Text(), network?.Refusals ?? []);
            return advice is null ? failed : failed with { Hint = $"{advice} {failed.Hint}" };
        }
        catch (OperationCanceledException)
        {
            // Programs that it started while it was being ended are ended too.
            await LeftoverProcesses.EndAsync(plan.Mark, time, CancellationToken.None);
            throw;
        }
        catch (Win32Exception failure)
        {
            return Failed($"could not be started with {program.Name}: {failure.Message}", "");
        }
    }

    /// <summary>The words of the program, in the sandbox that the plan says.</summary>
    private Outcome<IReadOnlyList<string>> Contained(
        SandboxProfile profile, WorkspacePlan plan, SetupProgram program, SandboxNetwork? network)
    {
        if (profile == SandboxProfile.Open) return Outcome.Of<IReadOnlyList<string>>([program.Name, .. program.Arguments]);
        var root = RealPath.Leading(plan.Directory) ?? plan.Directory;
        return sandboxes.Plan(new(profile, root, root)).Map(sandbox => BwrapCommand.Words(
            network?.Around(sandbox) ?? sandbox, program.Name, program.Arguments));
    }

    private static EgressRun RunOf(string name, WorkspacePlan plan) => new()
    {
        Agent = plan.JudgedAs ?? ClientName.Any,
        Id = plan.Mark,
        What = $"the setup script of workspace {name}",
        Workspace = plan.Directory,
    };

    private static Rejection Failed(string how, string tail) => new(
        "setup_failed",
        $"The setup script {how}.{(tail.Length == 0 ? "" : $" It printed last:\n{tail}")}",
        "Look at the directory, which was left as it is; then remove the workspace, correct the script and create it "
            + "again.");

    private Dictionary<string, string> Environment(
        string name, WorkspacePlan plan, SetupProgram program, IReadOnlyDictionary<string, string>? network)
    {
        var given = new Dictionary<string, string>(WorkspaceLocation.VariablesOf(name, plan))
        {
            ["TERM"] = "dumb",
            [LeftoverProcesses.Variable] = plan.Mark,
        };
        if (plan.Repository is not null) given["AGW_REPOSITORY"] = plan.Repository;
        if (program.Script is not null) given[Given] = program.Script;
        foreach (var (variable, value) in network ?? new Dictionary<string, string>()) given[variable] = value;
        return new(SessionEnvironment.Build(environment, allowed, given, new Dictionary<string, string>()).Variables);
    }

    /// <summary>What the script's first line names, as the system would read it; else a shell.</summary>
    private static string[] Interpreter(string file)
    {
        using var opened = OpenedFile.Open(file);
        if (opened is not { IsRegular: true }) return ["/bin/sh"];
        var bytes = new byte[FirstLineBytesMax];
        var read = opened.Stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var first = Encoding.UTF8.GetString(bytes, 0, read).Split('\n')[0];
        if (!first.StartsWith("#!", StringComparison.Ordinal)) return ["/bin/sh"];
        var words = first[2..].Trim()
            .Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? ["/bin/sh"] : words;
    }
}

/// <param name="Script">A script that was given, which reaches the shell by its environment.</param>
internal sealed record SetupProgram(string Name, IReadOnlyList<string> Arguments, string? Script);

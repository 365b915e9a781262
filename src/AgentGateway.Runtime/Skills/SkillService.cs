using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Skills;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// Finds and reads skills. What lies in a workspace may be from anyone, so nothing of it is given out, not even a
/// description, before the person at the local command line allowed exactly that content.
/// </summary>
public sealed class SkillService
{
    private readonly SkillLibrary _library;
    private readonly MachineHost<SkillMachine, SkillAllowance, SkillCommand> _host;
    private readonly PassphraseService _passphrase;
    private readonly IIdSource _ids;

    internal SkillService(
        SkillHome home,
        MachineHost<SkillMachine, SkillAllowance, SkillCommand> host,
        PassphraseService passphrase,
        IIdSource ids) =>
        (_library, _host, _passphrase, _ids) = (new(home), host, passphrase, ids);

    /// <summary>Those that everyone is offered: of the program and of the data directory.</summary>
    public SkillCatalogue Common() => SkillCatalogue.Of(null, _library.OfProgram(), _library.OfData());

    /// <summary>Those, and under them the allowed ones of the workspace.</summary>
    /// <param name="workspace">The directory that the caller works in, as the daemon knows it; null for none.</param>
    public async ValueTask<SkillCatalogue> FindAsync(string? workspace, CancellationToken cancellationToken)
    {
        if (workspace is null
            || !Directory.Exists(Path.Combine(workspace, SkillRules.WorkspaceFolder))
            || RealPath.Of(workspace) is not { } real)
            return Common();
        var allowance = await _host.LoadAsync(StreamOf(real), cancellationToken);
        if (allowance?.Digest is not { } digest) return Without(SkillStanding.NotAllowed);
        var own = _library.OfWorkspace(FolderOf(real));
        return own.Digest != digest
            ? Without(SkillStanding.Changed)
            : SkillCatalogue.Of(
                new(real, SkillStanding.Allowed), _library.OfProgram(), _library.OfData(), own);

        SkillCatalogue Without(SkillStanding standing) => Common() with { Workspace = new(real, standing) };
    }

    public async Task<SkillListView> ListAsync(string? workspace, CancellationToken cancellationToken) =>
        SkillViewWriter.Of(await FindAsync(workspace, cancellationToken));

    /// <summary>The text of a skill, or one of its files whole.</summary>
    public async Task<Outcome<SkillContentView>> ReadAsync(
        string? workspace, string name, string? file, CancellationToken cancellationToken)
    {
        var catalogue = await FindAsync(workspace, cancellationToken);
        if (catalogue.Find(name) is not { } skill) return SkillRefusals.Unknown(name);
        var text = file is null ? skill.Body : skill.TextOf(file);
        return text is null ? SkillRefusals.UnknownFile(skill, file!) : SkillViewWriter.Content(skill, file, text);
    }

    /// <summary>
    /// Allows the skills of a workspace as they are now, and answers what that is. For the person at the local command
    /// line only, outside of what the daemon runs.
    /// </summary>
    public async Task<Outcome<SkillAllowanceView>> AllowAsync(
        Caller caller, string directory, CancellationToken cancellationToken)
    {
        if (Refuse(caller) is { } refused) return refused;
        if (RealOf(directory) is not { } real) return SkillRefusals.NoDirectory(directory);
        var set = _library.OfWorkspace(FolderOf(real));
        if (set.Skills.Count == 0 && set.Problems.Count == 0) return SkillRefusals.NoSkills(real);
        var outcome = await SendAsync(
            real, new AllowSkills(real, set.Digest, caller.Principal.Name), caller, cancellationToken);
        return outcome.Map(_ => SkillViewWriter.Of(real, SkillStanding.Allowed, set));
    }

    /// <summary>Ends what was allowed. For the same person.</summary>
    public async Task<Outcome<SkillAllowanceView>> DisallowAsync(
        Caller caller, string directory, CancellationToken cancellationToken)
    {
        if (!IsPerson(caller)) return SkillRefusals.LocalOnly;
        // A workspace that is gone may be ended too, under the path that it had.
        var real = RealOf(directory) ?? directory;
        var outcome = await SendAsync(real, new DisallowSkills(caller.Principal.Name), caller, cancellationToken);
        return outcome.Map(_ => SkillViewWriter.Of(real, SkillStanding.NotAllowed, new([], [], "")));
    }

    private Rejection? Refuse(Caller caller) =>
        IsPerson(caller) ? _passphrase.Refuse(caller, inDialogue: false) : SkillRefusals.LocalOnly;

    private static bool IsPerson(Caller caller) => caller.Principal.IsLocal && !caller.Origin.IsInside;

    private async Task<Outcome<Receipt<SkillAllowance>>> SendAsync(
        string real, SkillCommand command, Caller caller, CancellationToken cancellationToken) =>
        await _host.SendAsync(
            StreamOf(real).Id, command, new(caller.Principal.Name, _ids.Next().Now), cancellationToken);

    private static string? RealOf(string directory) =>
        Path.IsPathRooted(directory) && RealPath.Of(directory) is { } real && Directory.Exists(real) ? real : null;

    private static string FolderOf(string workspace) => Path.Combine(workspace, SkillRules.WorkspaceFolder);

    /// <summary>A path may have any characters, so the stream is named by its digest.</summary>
    private static StreamId StreamOf(string workspace) => StreamId.Of(
        SkillMachine.Kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace))[..16]));
}

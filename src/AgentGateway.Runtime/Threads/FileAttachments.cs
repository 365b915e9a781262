using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Attaches the files that a message refers to as <c>@path</c>. A path that is no readable file of the workspace stays
/// text. Attaching is reading: the gate judges it as a call of <c>read_file</c> that the sender makes.
/// </summary>
public sealed class FileAttachments
{
    private const string JudgedAs = "read_file";

    private readonly WorkspaceFiles _files;
    private readonly ThreadOptions _options;
    private readonly ToolGate _gate;
    private readonly IIdSource _ids;

    internal FileAttachments(WorkspaceFiles files, ThreadOptions options, ToolGate gate, IIdSource ids) =>
        (_files, _options, _gate, _ids) = (files, options, gate, ids);

    /// <summary>
    /// The files of a text. Refused with <c>approval_required</c> while a person has to decide about reading them, and
    /// with <c>denied</c> where that is not allowed; the message is then not posted.
    /// </summary>
    public async ValueTask<Outcome<IReadOnlyList<Attachment>>> OfAsync(
        Caller caller, string text, string? workspace, CancellationToken cancellationToken)
    {
        var attachments = Read(text, workspace, cancellationToken);
        if (attachments.Count == 0) return Outcome.Of(attachments);
        return await _gate.EnterDirectAsync(
            Use(caller, workspace!, attachments), _ids.Next().Id("call", 0), null, cancellationToken) switch
        {
            GateAnswer.Denied denied => GateRefusals.Of(denied),
            GateAnswer.Waiting waiting => GateRefusals.Of(waiting),
            GateAnswer.Allowed allowed => Outcome.Of<IReadOnlyList<Attachment>>(
                [.. attachments.Where(one => allowed.Granted.Contains(Path.Combine(workspace!, one.Name)))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private IReadOnlyList<Attachment> Read(string text, string? workspace, CancellationToken cancellationToken)
    {
        if (workspace is null || !text.Contains('@', StringComparison.Ordinal)) return [];
        var attachments = new List<Attachment>();
        foreach (var path in FileReferences.Find(text, _options.AttachmentsMax * 4))
        {
            if (attachments.Count == _options.AttachmentsMax) break;
            if (!_files.Read(workspace, path, 0, _options.AttachmentCharactersMax, null, cancellationToken)
                .IsRejected(out _, out var file)
                && attachments.All(present => present.Name != file.Name))
                attachments.Add(new(file.Name, file.Text, file.More));
        }

        return attachments;
    }

    private static ToolUse Use(Caller caller, string workspace, IReadOnlyList<Attachment> attachments)
    {
        var names = attachments.Select(attachment => attachment.Name).ToArray();
        var arguments = new JsonObject { ["paths"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };
        return new(
            new Requester(caller.JudgedAs, caller.Principal.Name) { Directory = caller.Workspace },
            JudgedAs,
            RiskClass.R0,
            JsonElement.Parse(arguments.ToJsonString()),
            workspace,
            new()
            {
                Paths = [.. names.Select(name => (name, PathUse.Read))],
                Summary = $"attach to a message: {string.Join(", ", names)}",
            },
            caller.Principal.IsLocal);
    }
}

using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Attaches the files that a message refers to as <c>@path</c>. A path that is no readable file of the workspace stays
/// text.
/// </summary>
public sealed class FileAttachments(WorkspaceFiles files, ThreadOptions options)
{
    public IReadOnlyList<Attachment> Of(string text, string? workspace)
    {
        if (workspace is null || !text.Contains('@', StringComparison.Ordinal)) return [];
        var attachments = new List<Attachment>();
        foreach (var path in FileReferences.Find(text, options.AttachmentsMax * 4))
        {
            if (attachments.Count == options.AttachmentsMax) break;
            if (!files.Read(workspace, path, 0, options.AttachmentCharactersMax).IsRejected(out _, out var file)
                && attachments.All(present => present.Name != file.Name))
                attachments.Add(new(file.Name, file.Text, file.More));
        }

        return attachments;
    }
}

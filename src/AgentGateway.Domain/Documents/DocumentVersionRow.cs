using System.Globalization;

namespace AgentGateway.Domain.Documents;

/// <summary>The read row of one version of a document.</summary>
/// <param name="Content">Null: the row is removed.</param>
public sealed record DocumentVersionRow(string Document, long Version, DocumentVersion? Content) : ReadRow
{
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"{Document}@{Version}");

    public override bool IsRemoved => Content is null;
}

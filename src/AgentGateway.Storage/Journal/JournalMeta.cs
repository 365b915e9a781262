using System.Security.Cryptography;

namespace AgentGateway.Storage.Journal;

/// <summary>The names in the table <c>meta</c>.</summary>
internal static class JournalMeta
{
    /// <summary>The journal's id, part of every cursor.</summary>
    public const string Id = "journal_id";

    /// <summary>
    /// Present in a backup: the first opening for writing restores it and gives the journal a new id.
    /// </summary>
    public const string Copy = "copy";

    /// <summary>The place in which the journal was written last, as the host names it; see <see cref="Moved"/>.</summary>
    public const string Place = "place";

    /// <summary>
    /// Present after the journal was brought here, restored or with a copied directory, until the daemon has settled
    /// what ran in the other place.
    /// </summary>
    public const string Moved = "moved";

    /// <summary>Present while the full-text index still has words that were erased.</summary>
    public const string IndexRewrite = "index_rewrite";

    /// <summary>The epoch of the newest opening for writing, as a number.</summary>
    public const string Epoch = "epoch";

    private const int IdBytes = 10;

    public static string NewId() => "jrn_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
}

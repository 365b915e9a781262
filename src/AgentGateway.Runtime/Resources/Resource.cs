using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Resources;

/// <summary>
/// Something that clients read at an address <c>agw://…</c>: declared once by its capability, and served by every
/// front end.
/// </summary>
/// <param name="Name">A short name, unique among the resources.</param>
/// <param name="Title">A few words for people.</param>
/// <param name="Address">
/// A fixed address, or one with a single variable: <c>agw://tasks/{task_id}</c>. A variable with a plus,
/// <c>skill://{+path}</c>, may be several names with slashes between them; several variables, <c>{scope}/{name}</c>, are
/// given as one text with slashes too.
/// </param>
/// <param name="Description">For models: what it shows and what to call for more.</param>
/// <param name="ReadAsync">Its content for one reader, who is part of each reading.</param>
public sealed record Resource(
    string Name,
    string Title,
    string Address,
    string Description,
    Func<ResourceRequest, CancellationToken, Task<Outcome<string>>> ReadAsync)
{
    public const string Json = "application/json";
    public const string Markdown = "text/markdown";
    public const string Plain = "text/plain";

    public string MimeType { get; init; } = Json;

    /// <summary>
    /// The kind of stream whose commits change it: with a variable, the resource of that stream's id. Null where its
    /// changes come from elsewhere, or it never changes.
    /// </summary>
    public string? Follows { get; init; }

    /// <summary>Whether a commit of such a stream changes it; null where every one does.</summary>
    public Func<StreamId, CancellationToken, ValueTask<bool>>? IsChangedBy { get; init; }

    /// <summary>The length of its text in UTF-8, where that is known beforehand.</summary>
    public int? Bytes { get; init; }

    /// <summary>Whether its address has a variable.</summary>
    public bool IsTemplate => Address.Contains('{', StringComparison.Ordinal);

    private bool IsPath =>
        Address.Contains("{+", StringComparison.Ordinal) || Address.Contains("}/{", StringComparison.Ordinal);

    /// <summary>A resource that shows a view as JSON.</summary>
    /// <param name="json">Gives the JSON of the view; asked when the resource is read.</param>
    public static Resource OfView<TView>(
        string name,
        string title,
        string address,
        string description,
        Func<JsonTypeInfo<TView>> json,
        Func<ResourceRequest, CancellationToken, Task<Outcome<TView>>> readAsync) =>
        new(name, title, address, description, async (request, cancellationToken) =>
            (await readAsync(request, cancellationToken)).Map(view => JsonSerializer.Serialize(view, json())));

    /// <summary>The address with the variable filled in; the address itself where it is fixed.</summary>
    public string AddressOf(string variable)
    {
        if (!IsTemplate) return Address;
        var (prefix, suffix) = Around();
        return $"{prefix}{(IsPath ? string.Join('/', variable.Split('/').Select(Uri.EscapeDataString))
            : Uri.EscapeDataString(variable))}{suffix}";
    }

    /// <summary>Whether that address is this resource's, and the value of the variable in it.</summary>
    public bool TryMatch(string address, [NotNullWhen(true)] out string? variable)
    {
        if (!IsTemplate)
        {
            variable = address == Address ? "" : null;
            return variable is not null;
        }

        var (prefix, suffix) = Around();
        variable = address.Length > prefix.Length + suffix.Length
            && address.StartsWith(prefix, StringComparison.Ordinal)
                && address.EndsWith(suffix, StringComparison.Ordinal)
                ? Uri.UnescapeDataString(address[prefix.Length..^suffix.Length])
                : null;
        if (!IsPath && variable?.Contains('/', StringComparison.Ordinal) == true) variable = null;
        return variable is not null;
    }

    private (string Prefix, string Suffix) Around() =>
        (Address[..Address.IndexOf('{', StringComparison.Ordinal)],
            Address[(Address.LastIndexOf('}') + 1)..]);
}

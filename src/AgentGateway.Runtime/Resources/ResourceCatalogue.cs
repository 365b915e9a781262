using AgentGateway.Domain;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Resources;

/// <summary>
/// All resources of all capabilities: the same for all clients and at all times, because clients keep the list. Known
/// secrets are redacted in what is read.
/// </summary>
public sealed class ResourceCatalogue(IEnumerable<IResourceSource> sources, KnownSecrets secrets)
{
    // Made when it is first asked for, because sources may read files for it.
    private readonly Lazy<IReadOnlyList<Resource>> _all = new(() => [.. sources.SelectMany(source => source.Resources)]);

    public IReadOnlyList<Resource> All => _all.Value;

    /// <summary>
    /// The resource that has that address, with its content; <c>unknown_resource</c> when there is none.
    /// </summary>
    public async Task<Outcome<ResourceContent>> ReadAsync(string address, CancellationToken cancellationToken)
    {
        foreach (var resource in All)
            if (resource.TryMatch(address, out var variable))
                return (await resource.ReadAsync(variable, cancellationToken))
                    .Map(text => new ResourceContent(
                        address,
                        resource.MimeType,
                        resource.MimeType == Resource.Json ? secrets.RedactJson(text) : secrets.Redact(text)));
        return new Rejection("unknown_resource", $"There is no resource {address}.");
    }
}

/// <param name="Address">The address that was read.</param>
public sealed record ResourceContent(string Address, string MimeType, string Text);

using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Resources;

/// <summary>
/// All resources of all capabilities. Who reads is part of every reading, so that a resource shows a client no more than
/// the tools do. Known secrets are redacted in what is read.
/// </summary>
public sealed class ResourceCatalogue(IEnumerable<IResourceSource> sources, KnownSecrets secrets)
{
    // Made when it is first asked for, because sources may read files for it.
    private readonly Lazy<IReadOnlyList<Resource>> _all = new(() => [.. sources.SelectMany(source => source.Resources)]);

    /// <summary>Those that every client has.</summary>
    public IReadOnlyList<Resource> All => _all.Value;

    /// <summary>Those that are listed to that client.</summary>
    public async ValueTask<IReadOnlyList<Resource>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = new List<Resource>();
        foreach (var source in sources) all.AddRange(await source.ResourcesOfAsync(caller, cancellationToken));
        return all;
    }

    /// <summary>
    /// The resource that has that address, with its content for that reader; <c>unknown_resource</c> when there is none.
    /// </summary>
    public async Task<Outcome<ResourceContent>> ReadAsync(
        Caller caller, string address, CancellationToken cancellationToken)
    {
        foreach (var resource in All)
            if (resource.TryMatch(address, out var variable))
                return (await resource.ReadAsync(new(caller, variable), cancellationToken))
                    .Map(text => new ResourceContent(
                        address,
                        resource.MimeType,
                        resource.MimeType == Resource.Json ? secrets.RedactJson(text) : secrets.Redact(text)));
        return new Rejection("unknown_resource", $"There is no resource {address}.");
    }
}

/// <param name="Address">The address that was read.</param>
public sealed record ResourceContent(string Address, string MimeType, string Text);

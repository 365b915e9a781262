namespace AgentGateway.Settings;

/// <summary>The settings <c>Tls</c>: PEM files, for an https URL.</summary>
internal sealed class TlsOptions
{
    public string? CertificateFile { get; set; }

    public string? KeyFile { get; set; }
}

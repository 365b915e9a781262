using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentGateway.Connections;
using AgentGateway.Domain;
using AgentGateway.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGateway.Http;

/// <summary>The HTTP server: Kestrel with the limits of the settings, in front of the routes.</summary>
internal sealed class HttpServer(
    HttpRoutes routes, HttpOptions options, ConnectionLimits connections, TlsOptions tls, ILoggerFactory loggers)
    : IAsyncDisposable
{
    /// <summary>A client that neither reads nor sends is worth no more than this much of our memory.</summary>
    private const int ResponseBufferBytesMax = 64 * 1024;

    private readonly HttpConnections _connections = new(connections);
    private WebApplication? _application;

    /// <summary>The address that is listened on, once that is so.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Begins to listen.</summary>
    /// <param name="mayMove">Whether a free port may be taken where the wanted one is in use.</param>
    public async Task<Rejection?> StartAsync(ListenAddress address, bool mayMove, CancellationToken cancellationToken)
    {
        X509Certificate2? certificate = null;
        if (address.IsSecure && Certificate().IsRejected(out var unusable)) return unusable;
        if (address.IsSecure) certificate = Certificate().Value;
        try
        {
            await ListenAsync(address, certificate, cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            if (!mayMove)
                return new("port_in_use", $"Another program listens on {address.UrlOf(address.EndPoint.Port)}.",
                    "Stop it, or take another port: --url http://127.0.0.1:0 takes a free one (setting Http:Url).");
            await ListenAsync(
                address with { EndPoint = new(address.EndPoint.Address, 0) }, certificate, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            return new(
                "address_unusable",
                    $"{address.UrlOf(address.EndPoint.Port)} cannot be listened on: "
                        + $"{failure.GetBaseException().Message}",
                "Choose another address with --url.");
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not { } application) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
    }

    private async Task ListenAsync(
        ListenAddress address, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "agw", Args = [] });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        builder.WebHost.UseKestrelCore();
        // The transport that was registered last is asked first.
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => new BoundedTransport(
            new SocketTransportFactory(
                services.GetRequiredService<IOptions<SocketTransportOptions>>(), loggers), connections.Http));
        if (address.IsSecure) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = options.BodyBytesMax;
            limits.MaxConcurrentConnections = connections.Http;
            limits.MaxResponseBufferSize = ResponseBufferBytesMax;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeaderSecondsMax);
            limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new(
                options.BytesPerSecondMin, TimeSpan.FromSeconds(5));
            kestrel.Listen(address.EndPoint, listen =>
            {
                listen.Use(next => connection => _connections.ServeAsync(connection, next));
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var application = builder.Build();
        application.Run(routes.HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        _application = application;
        var bound = application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = address.UrlOf(BindingAddress.Parse(bound).Port);
    }

    private Outcome<X509Certificate2> Certificate()
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(tls.CertificateFile!, tls.KeyFile);
        }
        catch (Exception failure) when (failure is CryptographicException
            or IOException
            or UnauthorizedAccessException
            or ArgumentException)
        {
            return new Rejection(
                "tls_certificate_unusable",
                    $"The certificate {tls.CertificateFile} with the key {tls.KeyFile} cannot be used: "
                        + $"{failure.Message}",
                "Name a PEM certificate and its PEM key in the settings Tls:CertificateFile and Tls:KeyFile.");
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CreditAI.ServiceDefaults.Problems;

/// <summary>Turns exceptions and bare status codes (404, 405, 415, ...) into RFC 9457 problem details.</summary>
internal sealed class ProblemAnswersFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        next(app);
    };
}

using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CreditAI.ServiceDefaults.Problems;

/// <summary>
/// The host puts the developer exception page inside our exception handler when it runs in development. Its answer
/// carries the stack trace; the log and the trace in the dashboard do too, and clients meet one behaviour everywhere.
/// </summary>
internal sealed class NoDeveloperPage(IEnumerable<IExceptionHandler> handlers, IProblemDetailsService problems) : IDeveloperPageExceptionFilter
{
    public async Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        var http = errorContext.HttpContext;
        http.Response.StatusCode = ProblemAnswers.StatusOf(errorContext.Exception);
        foreach (var handler in handlers)
        {
            if (await handler.TryHandleAsync(http, errorContext.Exception, http.RequestAborted))
            {
                return;
            }
        }

        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http });
    }
}

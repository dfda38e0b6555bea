package org.reachline.base.act;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/** Makes every {@code @Transactional} method an act or a part of one, inside its transaction. */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class ActInterceptor {
  @Inject EndOfAct end;

  @AroundInvoke
  Object act(InvocationContext call) throws Exception {
    end.begins();
    Object answer;
    try {
      answer = call.proceed();
    } catch (Throwable failure) {
      end.fails();
      throw failure;
    }
    end.ends();
    return answer;
  }
}
